#include <gtest/gtest.h>

#include <fstream>

#include "cli/ingest/reader_of.hpp"

namespace sj::cli {
namespace {

class Csv : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(dir_);
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  std::unique_ptr<ItemReader> open(const std::string& text) {
    std::ofstream(dir_ / "file.csv") << text;
    return open_reader(dir_ / "file.csv", "file.csv", csv_files, {}).value();
  }
  static std::vector<std::string> rows(ItemReader& reader) {
    std::vector<std::string> rows;
    for (auto item = reader.next().value(); item; item = reader.next().value()) rows.emplace_back(item->text);
    return rows;
  }
  using Rows = std::vector<std::string>;
  std::filesystem::path dir_;
};

TEST_F(Csv, ARowIsAnObjectWithoutItsEmptyCells) {
  EXPECT_EQ(rows(*open("name,time,note\nA,1,\nB,,\"x, \"\"y\"\"\nz\"\n")),
            (Rows{R"({"name":"A","time":"1"})", R"({"name":"B","note":"x, \"y\"\nz"})"}));
}

TEST_F(Csv, OtherDelimitersLineEndsAndAByteOrderMark) {
  EXPECT_EQ(rows(*open("\xEF\xBB\xBFname;a,b;c\r\nA;1;\r\n")), (Rows{R"({"name":"A","a,b":"1"})"}));
  EXPECT_EQ(rows(*open("name\ta\nA\t1")), (Rows{R"({"name":"A","a":"1"})"}));
}

TEST_F(Csv, MoreCellsThanColumnsAreKept) {
  EXPECT_EQ(rows(*open("name\nA,1\n")), (Rows{R"({"name":"A","column_2":"1"})"}));
}

TEST_F(Csv, LinesAreThoseOfTheFile) {
  const auto reader = open("name\n\"A\nA\"\nB\n");
  EXPECT_EQ(reader->next().value()->line, 2u);
  EXPECT_EQ(reader->next().value()->line, 4u);
}

TEST_F(Csv, GoesOnWhereItWas) {
  const std::string text = "name\nA\nB\nC\n";
  const auto first = open(text);
  (void)first->next();
  const auto item = first->next().value();
  const auto second = open(text);
  ASSERT_TRUE(second->resume_at(item->end_offset, item->end_line));
  EXPECT_EQ(rows(*second), Rows{R"({"name":"C"})"});
}

TEST_F(Csv, AFileWithoutColumnsIsAFault) {
  EXPECT_EQ(open("")->next().error().message, "file.csv: there is no row that names the columns");
  EXPECT_TRUE(rows(*open("name\n")).empty());
}

}  // namespace
}  // namespace sj::cli
