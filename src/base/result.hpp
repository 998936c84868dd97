#pragma once
// Expected failures are values: Result<T> holds a T or an Error. Exceptions from libraries are turned into an Error
// where the library is called; a broken invariant stops the process.
#include <expected>
#include <string>
#include <utility>

namespace sj {

/// What kind of failure it is. http/message/problem.cpp maps each to one status; the CLI maps them to exit codes.
enum class Errc {
  invalid_argument,  ///< the caller's fault: usage, settings, a file's content
  not_found,
  refused,      ///< present but not allowed, e.g. a data directory of a newer format
  unavailable,  ///< on our side and passing: disk full, queue full, shutting down
  corrupt,      ///< stored bytes do not check out
  io,           ///< the operating system refused a read or write
};

struct Error {
  Errc code;
  std::string message;  ///< one sentence for a person, says what to do where something can be done
};

template <class T>
using Result = std::expected<T, Error>;

/// `return fail(Errc::io, "...")` in any function that returns a Result.
inline std::unexpected<Error> fail(Errc code, std::string message) {
  return std::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace sj
