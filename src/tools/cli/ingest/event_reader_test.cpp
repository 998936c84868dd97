#include "cli/ingest/event_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>

namespace sj::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Gives the text in pieces of a few bytes, as a slow pipe would.
class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    const std::size_t count = std::min({size, piece_, text_.size() - position_});
    std::memcpy(to, text_.data() + position_, count);
    position_ += count;
    return count;
  }
  [[nodiscard]] std::uint64_t raw_position() const override { return position_; }
  [[nodiscard]] std::optional<std::uint64_t> raw_size() const override { return text_.size(); }

 private:
  const std::string text_;
  const std::size_t piece_;
  std::size_t position_ = 0;
};

struct Read {
  std::vector<std::string> items;  // `LINE:TEXT`
  std::vector<std::uint64_t> ends;
  std::string error;
};

Read read_all(EventReader& reader) {
  Read read;
  for (;;) {
    const auto item = reader.next();
    if (!item) return read.error = item.error().message, read;
    if (!*item) return read;
    read.items.push_back(std::to_string((*item)->line) + ":" +
                         ((*item)->too_large ? "(too large)" : std::string((*item)->text)));
    read.ends.push_back((*item)->end_offset);
  }
}

Read read_all(const std::string& text, std::size_t piece = 1 << 20) {
  EventReader reader(std::make_unique<TextSource>(text, piece), "input");
  return read_all(reader);
}

TEST(EventReader, ReadsLines) {
  const std::string text = "\xEF\xBB\xBF{\"a\":1}\r\n\n  \n{\"b\":[{\"c\":\"}\"}]}\nnot json\n{\"d\":4}";
  for (const std::size_t piece : {1u, 3u, 1000u}) {
    const Read read = read_all(text, piece);
    EXPECT_THAT(read.items, ElementsAre("1:{\"a\":1}", "4:{\"b\":[{\"c\":\"}\"}]}", "5:not json", "6:{\"d\":4}"));
    EXPECT_EQ(read.ends.back(), text.size());
    EXPECT_EQ(read.error, "");
  }
}

TEST(EventReader, ABrokenFirstLineSpoilsOnlyItself) {
  EXPECT_THAT(read_all("{\"a\":\"cut off\n{\"b\":2}\n").items, ElementsAre("1:{\"a\":\"cut off", "2:{\"b\":2}"));
  EXPECT_THAT(read_all("hello\n{\"b\":2}\n").items, ElementsAre("1:hello", "2:{\"b\":2}"));
}

TEST(EventReader, ReadsDocuments) {
  for (const std::size_t piece : {1u, 1000u}) {
    EXPECT_THAT(read_all("[{\"a\":1},\n {\"b\":\"],\\\"\"}, 7]", piece).items,
                ElementsAre("1:{\"a\":1}", "2:{\"b\":\"],\\\"\"}", "2:7"));
    EXPECT_THAT(read_all("{\n \"a\": {\"x\": [1,\n2]},\n \"b\": true\n}\n", piece).items,
                ElementsAre("1:{  \"a\": {\"x\": [1, 2]},  \"b\": true }"));
    EXPECT_THAT(read_all("{\"sent_at\":1,\"events\":[{\"a\":1},{\"b\":2}],\"more\":{\"z\":[]}}", piece).items,
                ElementsAre("1:{\"a\":1}", "1:{\"b\":2}"));
    EXPECT_THAT(
        read_all("{\n\"events\": [\n{\"a\":1}\n],\n\"sent_at\":\"x\"\n}\n{\n\"b\":2\n}\n[{\"c\":3}]", piece).items,
        ElementsAre("3:{\"a\":1}", "7:{ \"b\":2 }", "10:{\"c\":3}"));
  }
}

TEST(EventReader, ABadEventInADocumentSpoilsOnlyItself) {
  EXPECT_THAT(read_all("[{\"a\":1},\n{\"a\":nope},\n{\"a\":\"\xff\"},\n{\"b\":2}]").items,
              ElementsAre("1:{\"a\":1}", "2:{\"a\":nope}", "3:{\"a\":\"\xff\"}", "4:{\"b\":2}"));
}

TEST(EventReader, ReadsNothingOutOfNothing) {
  for (const char* text : {"", "\n\n", "[]", " [ ] ", "{\"events\":[]}"}) {
    const Read read = read_all(text);
    EXPECT_TRUE(read.items.empty()) << text;
    EXPECT_EQ(read.error, "") << text;
  }
}

TEST(EventReader, TellsWhereADocumentBreaks) {
  EXPECT_EQ(read_all("[{\"a\":1},\n{\"b\":").error, "input:2: this is not JSON");
  EXPECT_EQ(read_all("[{\"a\":1}").error, "input:1: this is not JSON");
  EXPECT_EQ(read_all("[}\n]").error, "input:1: this is not JSON");
  EXPECT_EQ(read_all("{\n\"a\" 1}").error, "input:2: this is not JSON");
  EXPECT_EQ(read_all("{\n\"a\":\"line\nbreak\"}").error, "input:2: this is not JSON");
  EXPECT_THAT(read_all("[{\"a\":1},\n{\"b\":").items, ElementsAre("1:{\"a\":1}"));
}

TEST(EventReader, PassesOverWhatIsTooLarge) {
  const std::string large = "{\"x\":\"" + std::string(item_bytes_max, 'x') + "\"}";
  EXPECT_THAT(read_all("{\"a\":1}\n" + large + "\n{\"b\":2}\n").items,
              ElementsAre("1:{\"a\":1}", "2:(too large)", "3:{\"b\":2}"));
  EXPECT_THAT(read_all("[{\"a\":1},\n" + large + ",\n{\"b\":2}]").items,
              ElementsAre("1:{\"a\":1}", "2:(too large)", "3:{\"b\":2}"));
}

TEST(EventReader, GoesOnWhereItWas) {
  for (const std::string text : {"{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n", "[{\"a\":1},\n{\"b\":2},\n{\"c\":3}]"}) {
    const Read all = read_all(text);
    for (std::size_t done = 0; done < all.ends.size(); ++done) {
      EventReader reader(std::make_unique<TextSource>(text, 5), "input");
      ASSERT_TRUE(reader.resume_at(all.ends[done], done + 2));
      const Read rest = read_all(reader);
      EXPECT_TRUE(std::ranges::equal(rest.items, std::span(all.items).subspan(done + 1))) << text << done;
    }
  }
}

class PackedFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "event_reader_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
    for (int i = 0; i < 50'000; ++i) text_ += "{\"number\":" + std::to_string(i) + "}\n";
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  static std::string gzip(std::string_view text) {
    std::string out(text.size() + 1024, '\0');
    z_stream stream{};
    ::deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    ::deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    ::deflateEnd(&stream);
    return out;
  }
  static std::string zstd(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
  }
  Read read_file(std::string_view content, std::optional<std::uint64_t> from = {}) {
    std::ofstream(dir_ / "file", std::ios::binary) << content;
    EventReader reader(open_source(dir_ / "file").value(), "file");
    if (from) {
      EXPECT_TRUE(reader.resume_at(*from, 2));
    }
    return read_all(reader);
  }

  std::filesystem::path dir_;
  std::string text_;
};

TEST_F(PackedFileTest, ReadsPlainGzipAndZstd) {
  const std::size_t half = text_.find('\n', text_.size() / 2) + 1;
  const std::string_view text = text_;
  const std::string two_members = gzip(text.substr(0, half)) + gzip(text.substr(half));
  const std::string two_frames = zstd(text.substr(0, half)) + zstd(text.substr(half));
  for (const std::string& content : {text_, gzip(text_), zstd(text_), two_members, two_frames}) {
    const Read read = read_file(content);
    EXPECT_EQ(read.error, "");
    ASSERT_EQ(read.items.size(), 50'000u);
    EXPECT_EQ(read.items.back(), "50000:{\"number\":49999}");
    EXPECT_EQ(read.ends.back(), text_.size());
    EXPECT_EQ(read_file(content, read.ends[40'000]).items.size(), 9'999u);
  }
}

TEST_F(PackedFileTest, TellsWhenAFileIsCutOff) {
  for (const std::string& content : {gzip(text_), zstd(text_)}) {
    const Read read = read_file(content.substr(0, content.size() / 2));
    EXPECT_THAT(read.error, HasSubstr("it ends in the middle"));
    EXPECT_GT(read.items.size(), 1000u);
  }
}

TEST_F(PackedFileTest, TellsWhatCannotBeOpened) {
  EXPECT_THAT(open_source(dir_ / "missing").error().message, HasSubstr("missing: No such file"));
  EXPECT_FALSE(open_source(dir_).has_value());
}

}  // namespace
}  // namespace sj::cli
