#include "traffic/profile.hpp"

#include <array>
#include <charconv>

namespace sj::traffic {
namespace {

constexpr std::array<Country, country_count> country_table{{
    {"KR", "ko-KR", "+09:00", 540, 430, 2900, 2300, true},
    {"US", "en-US", "-05:00", -300, 110, 5600, 3100, false},
    {"JP", "ja-JP", "+09:00", 540, 80, 6300, 2400, false},
    {"VN", "vi-VN", "+07:00", 420, 70, 2400, 1300, false},
    {"ID", "id-ID", "+07:00", 420, 65, 900, 900, false},
    {"PH", "en-PH", "+08:00", 480, 55, 1300, 1200, false},
    {"IN", "en-IN", "+05:30", 330, 50, 500, 1100, false},
    {"TH", "th-TH", "+07:00", 420, 35, 2700, 1400, false},
    {"BR", "pt-BR", "-03:00", -180, 30, 1800, 2000, false},
    {"DE", "de-DE", "+01:00", 60, 22, 3600, 3800, false},
    {"GB", "en-GB", "+00:00", 0, 18, 5000, 3300, false},
    {"SG", "en-SG", "+08:00", 480, 15, 5200, 2800, false},
    {"NG", "en-NG", "+01:00", 60, 12, 700, 900, false},
    {"AE", "ar-AE", "+04:00", 240, 8, 3900, 2100, false},
}};

static_assert(country_table[korea].code == "KR");

constexpr std::array<Device, 4> iphones{{
    {"phone", "iOS 26.5", "Mobile Safari 26.5", "393x852", "1920x1080"},
    {"phone", "iOS 26.4", "Mobile Safari 26.4", "402x874", "3840x2160"},
    {"phone", "iOS 18.7", "Mobile Safari 18.7", "390x844", "1920x1080"},
    {"phone", "iOS 17.7", "Mobile Safari 17.7", "375x667", "1280x720"},
}};
constexpr std::array<Device, 5> androids{{
    {"phone", "Android 16", "Chrome Mobile 147", "412x915", "1920x1080"},
    {"phone", "Android 16", "Samsung Internet 29", "384x854", "3840x2160"},
    {"phone", "Android 15", "Chrome Mobile 147", "360x800", "1920x1080"},
    {"phone", "Android 14", "Chrome Mobile 145", "360x780", "1280x720"},
    {"phone", "Android 11", "Chrome Mobile 138", "320x712", "640x480"},
}};
constexpr std::array<Device, 5> desktops{{
    {"desktop", "Windows 11", "Chrome 147", "1920x1080", "1280x720"},
    {"desktop", "Windows 11", "Edge 147", "1536x864", "1280x720"},
    {"desktop", "Windows 10", "Whale 4.36", "1366x768", "640x480"},
    {"desktop", "macOS 26.4", "Safari 26.4", "1512x982", "1920x1080"},
    {"desktop", "macOS 15.7", "Chrome 147", "1440x900", "1280x720"},
}};
constexpr std::array<Device, 2> tablets{{
    {"tablet", "iPadOS 26.4", "Mobile Safari 26.4", "820x1180", "1920x1080"},
    {"tablet", "Android 15", "Chrome 147", "800x1280", "1280x720"},
}};

constexpr std::array bank_guards{Name::token_validation_check, Name::period_check, Name::turnstile_token_check,
                                 Name::ip_risk_check, Name::device_fingerprint_check};
constexpr std::array bank_rules{Name::id_data_match_check, Name::age_limit_check, Name::id_expiry_check,
                                Name::duplicate_user_check};
constexpr std::array bank_face{Name::face_duplicate_check, Name::government_check, Name::aml_screening_check};

constexpr std::array exchange_guards{Name::token_validation_check, Name::turnstile_token_check, Name::ip_risk_check,
                                     Name::rate_limit_check, Name::device_duplicate_check};
constexpr std::array exchange_rules{Name::id_type_check, Name::age_limit_check, Name::id_expiry_check,
                                    Name::country_blacklist_check, Name::duplicate_user_check};
constexpr std::array exchange_face{Name::face_duplicate_check, Name::aml_screening_check, Name::custom_policy_check};

constexpr std::array game_guards{Name::period_check, Name::ip_risk_check, Name::rate_limit_check,
                                 Name::device_static_check};
constexpr std::array game_rules{Name::age_limit_check, Name::id_expiry_check};
constexpr std::array game_face{Name::face_age_check};

constexpr std::array mobility_guards{Name::token_validation_check, Name::packet_abuse_check, Name::ip_risk_check};
constexpr std::array mobility_rules{Name::id_type_check, Name::age_limit_check, Name::id_expiry_check};
constexpr std::array mobility_face{Name::government_check};

constexpr std::array market_guards{Name::turnstile_token_check, Name::ip_risk_check, Name::device_fingerprint_check};
constexpr std::array market_rules{Name::id_type_check, Name::id_expiry_check, Name::country_blacklist_check};
constexpr std::array market_face{Name::custom_policy_check, Name::address_proof_check};

constexpr std::array<Form, 5> forms{{
    {"bank-account", true, true, bank_guards, bank_rules, bank_face},
    {"crypto-exchange", true, false, exchange_guards, exchange_rules, exchange_face},
    {"game-age", false, false, game_guards, game_rules, game_face},
    {"car-sharing", true, false, mobility_guards, mobility_rules, mobility_face},
    {"marketplace-seller", false, false, market_guards, market_rules, market_face},
}};
constexpr std::array<std::uint32_t, 5> form_weights_korea{42, 22, 14, 16, 6};
constexpr std::array<std::uint32_t, 5> form_weights_abroad{0, 46, 16, 10, 28};

constexpr std::array<std::string_view, 5> documents_korea{"resident-id", "resident-id", "driver-licence", "passport",
                                                          "alien-registration"};
constexpr std::array<std::string_view, 4> documents_abroad{"passport", "passport", "national-id", "driver-licence"};

constexpr std::array<std::string_view, 16> korean_given{"minseo", "jiwoo",  "seojun",  "hayoon", "doyun",   "jimin",
                                                        "yejun",  "soojin", "eunji",   "taeho",  "hyunwoo", "nari",
                                                        "sunho",  "bora",   "jaehyun", "mina"};
constexpr std::array<std::string_view, 12> korean_family{"kim",  "lee",  "park", "choi", "jung", "kang",
                                                         "yoon", "jang", "lim",  "han",  "shin", "seo"};
constexpr std::array<std::string_view, 20> given{"maria", "james", "linh",  "putri",   "ravi",   "sofia", "kenji",
                                                 "anna",  "omar",  "chloe", "somchai", "lucas",  "priya", "noah",
                                                 "yuki",  "emeka", "grace", "thanh",   "rafael", "leila"};
constexpr std::array<std::string_view, 20> family{"smith",  "nguyen", "santos", "tanaka", "sharma", "mueller", "silva",
                                                  "okafor", "wijaya", "chan",   "garcia", "jones",  "suzuki",  "pham",
                                                  "patel",  "costa",  "weber",  "haddad", "srisai", "brown"};

template <class List>
const auto& any_of(const List& list, Random& random) {
  return list[random.below(static_cast<std::uint32_t>(list.size()))];
}

const Device& choose_device(const Country& country, Random& random) {
  if (random.chance(country.desktop)) return any_of(desktops, random);
  if (random.chance(400)) return any_of(tablets, random);
  return random.chance(country.iphone) ? any_of(iphones, random) : any_of(androids, random);
}

}  // namespace

std::span<const Country, country_count> countries() {
  return country_table;
}

Profile make_profile(std::uint8_t country_index, std::uint64_t person_key, std::uint64_t session_key) {
  Random person(chain(person_key, 1)), session(chain(session_key, 1));
  const Country& country = country_table[country_index];
  Profile profile{};
  profile.country = &country;
  profile.device = &choose_device(country, person);
  profile.document = country.korean ? any_of(documents_korea, person) : any_of(documents_abroad, person);
  profile.form = &forms[session.pick(country.korean ? form_weights_korea : form_weights_abroad)];
  const bool desktop = profile.device->kind == "desktop";
  profile.uploads = session.chance(desktop ? 6000 : 700);
  profile.native_app = !desktop && session.chance(2200);
  profile.address = person.below(1U << 16);
  return profile;
}

void append_email(std::string& out, bool korean, std::uint64_t person_key) {
  Random random(chain(person_key, 2));
  out += korean ? any_of(korean_given, random) : any_of(given, random);
  out += '.';
  out += korean ? any_of(korean_family, random) : any_of(family, random);
  std::array<char, 12> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), random.below(1'000'000)).ptr;
  out.append(digits.data(), end);
  out += "@example.com";
}

void append_user_id(std::string& out, std::uint64_t person_key) {
  std::array<char, 20> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), scramble(person_key) & 0xff'ffff'ffff, 16).ptr;
  out += "u-";
  out.append(digits.data(), end);
}

}  // namespace sj::traffic
