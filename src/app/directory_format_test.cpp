// DIR/FORMAT as it is written and read; what is refused of it is in data_directory_test.cpp.
#include "app/directory_format.hpp"

#include <gmock/gmock.h>

#include "app/testing/temporary_directory.hpp"
#include "base/file_system.hpp"

namespace sj::app {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class Format : public testing::TemporaryDirectory {};

TEST_F(Format, ReadsBackWhatWasWritten) {
  for (const DirectoryFormat& format : {DirectoryFormat{1, ""}, DirectoryFormat{1, std::string(32, '0')},
                                        DirectoryFormat{.identity = "0123456789abcdef0123456789abcdef"}}) {
    ASSERT_TRUE(write_format(directory_, format));
    const auto read = read_format(directory_);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->version, format.version);
    EXPECT_EQ(read->identity, format.identity);
  }
}

TEST_F(Format, IsTwoLinesThatAPersonCanRead) {
  ASSERT_TRUE(write_format(directory_, {.identity = "0123456789abcdef0123456789abcdef"}));
  EXPECT_EQ(posix_file_system()->read(directory_ / "FORMAT"), "2\n0123456789abcdef0123456789abcdef\n");
}

TEST_F(Format, IsNotFoundWhereThereIsNone) {
  EXPECT_EQ(read_format(directory_).error().code, Errc::not_found);
}

TEST_F(Format, OfANewerProgramIsToldWithBothVersions) {
  write("FORMAT", "9\nwhatever that one writes\n");
  const auto read = read_format(directory_);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Errc::refused);
  EXPECT_THAT(read.error().message, HasSubstr("has format 9, and this program knows up to 2"));
}

TEST_F(Format, AnIdentityWithCapitalsOrACarriageReturnIsDamaged) {
  for (const char* text : {"2\n0123456789ABCDEF0123456789ABCDEF\n", "2\r\n0123456789abcdef0123456789abcdef\r\n"}) {
    write("FORMAT", text);
    const auto read = read_format(directory_);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, Errc::corrupt);
    EXPECT_THAT(read.error().message, HasSubstr("restore it from a backup"));
  }
}

TEST_F(Format, IdentitiesAreLongAndDiffer) {
  const std::string one = random_identity(), other = random_identity();
  EXPECT_THAT(one, MatchesRegex("[0-9a-f]{32}"));
  EXPECT_NE(one, other);
}

}  // namespace
}  // namespace sj::app
