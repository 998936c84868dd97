#include "store/table/name_sets.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <string>

namespace sj::store {
namespace {

using Names = std::vector<journey::NameSeen>;

class NameTable {
 public:
  void put(std::uint32_t at, const Names& names) {
    journey::Summary summary;
    summary.names = names;
    bits_.put(sets_, at, summary);
    used_ = std::max(used_, at + 1);
  }

  template <class Filter>
  std::vector<std::uint32_t> rows_with(const Filter& any_of) const {
    const auto hits = std::make_unique<Column<std::uint8_t>>();
    bits_.test_of(any_of).find(sets_, used_, *hits);
    std::vector<std::uint32_t> rows;
    for (std::uint32_t at = 0; at < used_; ++at)
      if ((*hits)[at] != 0) rows.push_back(at);
    return rows;
  }

  void begin_block() {
    sets_ = {};
    used_ = 0;
  }

 private:
  NameBits bits_;
  NameSets sets_;
  std::uint32_t used_ = 0;
};

std::string name_of(std::size_t i) {
  return "NAME_" + std::to_string(i);
}

using Rows = std::vector<std::uint32_t>;

// A block has words of its own for the bits that its rows have; the bits are given out by the table.
TEST(NameSets, ABlockMayBeginWithNamesThatTheTableSawLate) {
  NameTable table;
  Names many;
  for (std::size_t i = 0; i < 300; ++i) many.push_back({name_of(i)});
  table.put(0, many);
  table.begin_block();
  table.put(0, {{name_of(0)}, {name_of(200)}});
  table.put(1, {{name_of(299)}});
  EXPECT_EQ(table.rows_with(std::vector{name_of(200)}), Rows{0});
  EXPECT_EQ(table.rows_with(std::vector{name_of(299)}), Rows{1});
  EXPECT_EQ(table.rows_with(std::vector{name_of(0)}), Rows{0});
  EXPECT_EQ(table.rows_with(std::vector{name_of(100)}), Rows{});
}

constexpr std::size_t name_count = 1200;  // more than there are bits for: a check takes seven
constexpr std::uint32_t row_count = 40;

bool is_check(std::size_t name) {
  return name % 3 == 0;
}

using Model = std::map<std::uint32_t, std::map<std::size_t, std::uint8_t>>;  ///< results by name by row

Names names_of(const std::map<std::size_t, std::uint8_t>& row) {
  Names names;
  for (const auto& [name, results] : row) names.push_back({name_of(name), results, is_check(name)});
  return names;
}

std::map<std::size_t, std::uint8_t> any_names() {
  std::map<std::size_t, std::uint8_t> row;
  for (const auto name : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, name_count)))
    row[name] = is_check(name) ? *rc::gen::inRange<std::uint8_t>(0, 1u << check_result_count) : 0;
  return row;
}

template <class Test>
Rows rows_where(const Model& model, std::size_t name, Test test) {
  Rows rows;
  for (const auto& [row, names] : model)
    if (const auto found = names.find(name); found != names.end() && test(found->second)) rows.push_back(row);
  return rows;
}

// Against the names themselves; rows are replaced.
TEST(NameSets, FindTheRowsThatHaveTheName) {
  EXPECT_TRUE(rc::check("names of rows", [] {
    NameTable table;
    Names every;
    for (std::size_t i = 0; i < name_count; ++i) every.push_back({name_of(i), 0, is_check(i)});
    table.put(0, every);
    table.begin_block();
    Model model;
    for (int left = *rc::gen::inRange(1, 60); left > 0; --left) {
      const auto row = *rc::gen::inRange<std::uint32_t>(0, row_count);
      model[row] = any_names();
      table.put(row, names_of(model[row]));
    }
    for (std::size_t name = 0; name < name_count; ++name) {
      const auto result = static_cast<unsigned>(name % check_result_count);
      const Rows with_name = rows_where(model, name, [](unsigned) { return true; });
      RC_ASSERT(table.rows_with(std::vector{name_of(name)}) == with_name);
      RC_ASSERT(table.rows_with(std::vector<CheckFilter>{{name_of(name), {}}}) ==
                (is_check(name) ? with_name : Rows{}));
      RC_ASSERT(table.rows_with(std::vector<CheckFilter>{{name_of(name), static_cast<CheckResult>(result)}}) ==
                rows_where(model, name, [&](unsigned results) { return (results >> result & 1) != 0; }));
    }
  }));
}

}  // namespace
}  // namespace sj::store
