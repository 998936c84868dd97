#include "access/key.hpp"

#include <gtest/gtest.h>

#include <set>

namespace sj::access {
namespace {

constexpr KeyKind all_kinds[] = {KeyKind::publishable, KeyKind::server, KeyKind::read, KeyKind::admin};

TEST(Key, HasPrefixRandomPartAndChecksum) {
  for (const KeyKind kind : all_kinds) {
    const std::string key = generate_key(kind);
    EXPECT_TRUE(key.starts_with(prefix_of(kind)));
    EXPECT_EQ(key.size(), prefix_of(kind).size() + 33);
    EXPECT_EQ(parse_key(key), kind);
  }
}

TEST(Key, IsNeverMadeTwice) {
  std::set<std::string> keys;
  for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(keys.insert(generate_key(KeyKind::server)).second);
}

TEST(Key, WithAnyOneCharacterChangedIsRefused) {
  const std::string key = generate_key(KeyKind::admin);
  for (std::size_t i = 0; i < key.size(); ++i) {
    std::string changed = key;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_EQ(parse_key(changed), std::nullopt) << "at " << i;
  }
}

TEST(Key, OfAnotherLengthOrAlphabetIsRefused) {
  const std::string key = generate_key(KeyKind::read);
  EXPECT_EQ(parse_key(""), std::nullopt);
  EXPECT_EQ(parse_key("sj_read_"), std::nullopt);
  EXPECT_EQ(parse_key(key + "0"), std::nullopt);
  EXPECT_EQ(parse_key(key.substr(0, key.size() - 1)), std::nullopt);
  EXPECT_EQ(parse_key(" " + key), std::nullopt);
  EXPECT_EQ(parse_key("sj_read_" + std::string(33, '-')), std::nullopt);
}

TEST(Key, KindsHaveNames) {
  for (const KeyKind kind : all_kinds) EXPECT_EQ(key_kind_named(name_of(kind)), kind);
  EXPECT_EQ(key_kind_named("root"), std::nullopt);
}

// The form is a promise to secret scanners and to keys already given out.
TEST(Key, FormIsFixed) {
  EXPECT_EQ(parse_key("sj_srv_000000000000000000000000000"
                      "0000000"),
            std::nullopt);
  EXPECT_EQ(parse_key("sj_srv_000000000000000000000000000"
                      "0AAURi"),
            KeyKind::server);
}

TEST(KeyHash, IsSha256) {
  const KeyHash hash = hash_of("abc");
  EXPECT_EQ(hash[0], 0xba);
  EXPECT_EQ(hash[31], 0xad);
  EXPECT_TRUE(same_hash(hash, hash_of("abc")));
  EXPECT_FALSE(same_hash(hash, hash_of("abd")));
}

TEST(KeyHash, OfTheKeyThatAConnectionShowedLast) {
  LastKey last;
  const std::string one = generate_key(KeyKind::read), other = generate_key(KeyKind::read);
  EXPECT_EQ(last.hash_of(""), std::nullopt);
  for (const std::string& key : {one, one, other, one}) EXPECT_EQ(last.hash_of(key), hash_of(key));
  EXPECT_EQ(last.hash_of(one.substr(0, one.size() - 1)), std::nullopt);
  EXPECT_EQ(last.hash_of(one), hash_of(one));
}

TEST(Rights, FollowTheContract) {
  EXPECT_TRUE(may(KeyKind::publishable, Right::write_fe));
  EXPECT_FALSE(may(KeyKind::publishable, Right::write_be));
  EXPECT_FALSE(may(KeyKind::publishable, Right::read));
  EXPECT_FALSE(may(KeyKind::publishable, Right::administer));
  EXPECT_TRUE(may(KeyKind::server, Right::write_fe));
  EXPECT_TRUE(may(KeyKind::server, Right::write_be));
  EXPECT_FALSE(may(KeyKind::server, Right::read));
  EXPECT_FALSE(may(KeyKind::server, Right::administer));
  EXPECT_FALSE(may(KeyKind::read, Right::write_fe));
  EXPECT_TRUE(may(KeyKind::read, Right::read));
  EXPECT_FALSE(may(KeyKind::read, Right::administer));
  for (const Right right : {Right::write_fe, Right::write_be, Right::read, Right::administer}) {
    EXPECT_TRUE(may(KeyKind::admin, right));
  }
}

}  // namespace
}  // namespace sj::access
