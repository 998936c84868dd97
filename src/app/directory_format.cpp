#include "app/directory_format.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/file_system.hpp"
#include "base/replace_file.hpp"

namespace sj::app {
namespace {

constexpr std::size_t identity_bytes = 16, identity_digits = 2 * identity_bytes;

std::string text_of(const DirectoryFormat& format) {
  return format.identity.empty() ? fmt::format("{}\n", format.version)
                                 : fmt::format("{}\n{}\n", format.version, format.identity);
}

bool is_identity(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  return text.size() == identity_digits && text.find_first_not_of(digits) == std::string_view::npos;
}

// nullopt for anything that this or a later program would not write.
std::optional<DirectoryFormat> parse(std::string_view text) {
  DirectoryFormat format;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), format.version);
  if (error != std::errc{} || format.version < 1) return std::nullopt;
  if (format.version > DirectoryFormat::current) return format;
  const std::size_t line = text.find('\n');
  if (line != std::string_view::npos && line + 1 < text.size())
    format.identity = text.substr(line + 1, identity_digits);
  const bool needs_identity = format.version > 1 || !format.identity.empty();
  if (text != text_of(format) || (needs_identity && !is_identity(format.identity))) return std::nullopt;
  return format;
}

}  // namespace

std::filesystem::path format_file_in(const std::filesystem::path& root) {
  return root / "FORMAT";
}

Result<DirectoryFormat> read_format(const std::filesystem::path& root) {
  const auto text = posix_file_system()->read(format_file_in(root));
  if (!text) return std::unexpected(text.error());
  const auto format = parse(*text);
  if (!format)
    return fail(Errc::corrupt, fmt::format("{} does not hold a format version and an identity as `init` writes them; "
                                           "restore it from a backup of this data directory",
                                           format_file_in(root).string()));
  if (format->version > DirectoryFormat::current)
    return fail(Errc::refused,
                fmt::format("{} has format {}, and this program knows up to {}: use the version that wrote it, or a "
                            "newer one",
                            root.string(), format->version, DirectoryFormat::current));
  return *format;
}

Result<void> write_format(const std::filesystem::path& root, const DirectoryFormat& format) {
  return replace_file(format_file_in(root), text_of(format));
}

std::string random_identity() {
  std::array<unsigned char, identity_bytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, identity_digits + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  return hex.data();
}

}  // namespace sj::app
