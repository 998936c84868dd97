#pragma once
// Who comes: country, device, document, and the customer's form that they go through.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "traffic/random.hpp"
#include "traffic/vocabulary.hpp"

namespace sj::traffic {

struct Country {
  std::string_view code;
  std::string_view locale;
  std::string_view offset_text;  ///< as it ends an RFC 3339 time; winter time all year
  std::int32_t offset_minutes;
  std::uint32_t weight;  ///< share of sessions, in all 1000
  InMyriad iphone;       ///< among phones
  InMyriad desktop;      ///< among all devices
  bool korean;           ///< names, account step and government check
};

inline constexpr std::size_t country_count = 14;
inline constexpr std::uint8_t korea = 0;  ///< its index
[[nodiscard]] std::span<const Country, country_count> countries();

struct Device {
  std::string_view kind;  ///< phone, tablet, desktop
  std::string_view os;
  std::string_view browser;
  std::string_view screen;
  std::string_view camera;
};

/// What a customer asks of a user. A check that is not listed does not run there.
struct Form {
  std::string_view name;
  bool private_link;  ///< opened by a token that works once
  bool account;       ///< the one-won transfer, in Korea only
  std::span<const Name> guards;
  std::span<const Name> document_rules;  ///< after the engines quality, OCR and liveness, which always run
  std::span<const Name> face_checks;     ///< beside liveness and comparison, which always run
};

struct Profile {
  const Country* country;
  const Device* device;
  const Form* form;
  std::string_view document;
  bool uploads;           ///< a file instead of the camera
  bool native_app;        ///< an app's web view: local times and a different sender
  std::uint32_t address;  ///< last two bytes of a documentation address, made an IP text by the writer
};

/// The person decides country-like things and the session the rest: whoever comes twice brings the same phone.
[[nodiscard]] Profile make_profile(std::uint8_t country, std::uint64_t person_key, std::uint64_t session_key);

/// `minseo.kim4821@example.com`, `u-9f31c2`: appended. example.com is reserved for this, nobody's mailbox.
void append_email(std::string& out, bool korean, std::uint64_t person_key);
void append_user_id(std::string& out, std::uint64_t person_key);

}  // namespace sj::traffic
