#pragma once
// Who is signed in to the dashboard: tokens for a browser's cookie, each standing for the caller behind a key. Whether
// that key is still good is the registry's to say.
//
// Kept in memory only, by the hash of the token: a restart signs everybody out, and a dump of the table opens nothing.
// Threads: every member may be called from any thread.
#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "access/caller.hpp"
#include "access/key.hpp"
#include "base/clock.hpp"

namespace sj::access {

/// How long a sign-in lasts, whether it is used or not.
inline constexpr std::chrono::hours sign_in_lasts{12};
/// Beyond this many at once the oldest ends.
inline constexpr std::size_t sign_ins_max = 10'000;

struct SignIn {
  Caller caller;
  TimeMs expires_at = 0;
};

class SignIns {
 public:
  /// The clock must outlive it.
  explicit SignIns(const Clock& clock) : clock_(clock) {}

  struct Begun {
    std::string token;  ///< 43 base62 characters; exists once, in the answer
    SignIn sign_in;
  };
  [[nodiscard]] Begun begin(const Caller& caller);

  /// nullopt for an unknown, ended or expired token.
  [[nodiscard]] std::optional<SignIn> find(std::string_view token) const;

  /// Ending one that is not there is fine.
  void end(std::string_view token);

 private:
  struct HashOfToken {
    std::size_t operator()(const KeyHash& hash) const;
  };
  struct Entry {
    KeyHash token;
    SignIn sign_in;
  };
  void drop_front();

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::list<Entry> oldest_first_;
  std::unordered_map<KeyHash, std::list<Entry>::iterator, HashOfToken> by_token_;
};

}  // namespace sj::access
