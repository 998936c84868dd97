#pragma once
// `--name value` arguments of the benchmark programs.
#include <cstdint>
#include <map>
#include <string>

namespace sj::bench {

class Options {
 public:
  /// Ends the program with code 2 and `usage` if an argument is not of the form `--name value`.
  Options(int argc, char** argv, std::string usage);

  /// Ends the program with code 2 if it was not given.
  [[nodiscard]] std::string text(const std::string& name) const;
  [[nodiscard]] std::string text_or(const std::string& name, std::string otherwise) const;
  [[nodiscard]] std::uint64_t number_or(const std::string& name, std::uint64_t otherwise) const;
  [[nodiscard]] bool has(const std::string& name) const { return given_.contains(name); }

 private:
  [[noreturn]] void refuse(const std::string& why) const;

  std::string usage_;
  std::map<std::string, std::string> given_;
};

}  // namespace sj::bench
