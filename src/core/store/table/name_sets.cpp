#include "store/table/name_sets.hpp"

#include <algorithm>

namespace sj::store {
namespace {

constexpr unsigned word_bits = 64;

void set_bits(NameWords& words, std::uint16_t first, std::uint64_t bits) {
  words[first / word_bits] |= bits << first % word_bits;
}

// A block gets this word if none of its rows had one of its bits before.
Column<std::uint64_t>& column_of(NameSets& names, std::size_t word) {
  if (names.words.size() <= word) names.words.resize(word + 1);
  if (!names.words[word]) names.words[word] = std::make_unique<Column<std::uint64_t>>();
  return *names.words[word];
}

bool passes(const RareName& name, const NameTest::Rare& test) {
  if (name.name != test.name || (test.must_be_check && !name.is_check)) return false;
  return test.results == 0 || (name.results & test.results) != 0;
}

}  // namespace

std::size_t NameSets::memory_bytes() const {
  std::size_t bytes = 0;
  for (const auto& word : words)
    if (word) bytes += sizeof(*word);
  for (const auto& [at, names] : rare) bytes += 64 + names.capacity() * sizeof(RareName);
  return bytes;
}

void NameTest::find(const NameSets& names, std::uint32_t used, Column<std::uint8_t>& hits) const {
  std::fill_n(hits.begin(), used, std::uint8_t{0});
  for (std::size_t i = 0; i < names.words.size(); ++i) {
    const std::uint64_t mask = masks[i];
    if (mask == 0 || !names.words[i]) continue;
    const Column<std::uint64_t>& words = *names.words[i];
    for (std::uint32_t at = 0; at < used; ++at) hits[at] |= static_cast<std::uint8_t>((words[at] & mask) != 0);
  }
  if (rare.empty()) return;
  for (const auto& [at, row_names] : names.rare)
    for (const Rare& test : rare)
      if (std::ranges::any_of(row_names, [&](const RareName& name) { return passes(name, test); })) hits[at] = 1;
}

void NameBits::put(NameSets& names, std::uint32_t at, const journey::Summary& summary) {
  NameWords words{};
  std::vector<RareName> rare;
  for (const journey::NameSeen& seen : summary.names) {
    const Dictionary::Id name = names_.keep(seen.name);
    const Places& places = places_of(name, seen.is_check);
    if (places.seen == no_bits || (seen.is_check && places.check == no_bits)) {
      rare.push_back({name, seen.results, seen.is_check});
      continue;
    }
    set_bits(words, places.seen, 1);
    if (seen.is_check) set_bits(words, places.check, 1u | unsigned{seen.results} << 1);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != 0)
      column_of(names, i)[at] = words[i];
    else if (i < names.words.size() && names.words[i])
      (*names.words[i])[at] = 0;
  }
  if (rare.empty())
    names.rare.erase(at);
  else
    names.rare[at] = std::move(rare);
}

NameBits::Places& NameBits::places_of(Dictionary::Id name, bool is_check) {
  if (name >= places_.size()) {
    places_.resize(name + 1);
    places_[name].seen = give_out(1);
  }
  Places& places = places_[name];
  if (is_check && places.check == no_bits) places.check = give_out(check_bits);
  return places;
}

// The bits of one name are in one word.
std::uint16_t NameBits::give_out(unsigned bits) {
  const unsigned left = word_bits - next_bit_ % word_bits;
  const unsigned first = left < bits ? next_bit_ + left : next_bit_;
  if (first + bits > name_words_max * word_bits) return no_bits;
  next_bit_ = static_cast<std::uint16_t>(first + bits);
  return static_cast<std::uint16_t>(first);
}

NameTest NameBits::test_of(const std::vector<std::string>& events) const {
  NameTest test;
  for (const std::string& event : events) {
    const auto name = names_.find(event);
    if (!name) continue;
    if (places_[*name].seen != no_bits) set_bits(test.masks, places_[*name].seen, 1);
    test.rare.push_back({*name, false, 0});
  }
  return test;
}

NameTest NameBits::test_of(const std::vector<CheckFilter>& checks) const {
  NameTest test;
  for (const CheckFilter& check : checks) {
    const auto name = names_.find(check.name);
    if (!name) continue;
    const unsigned result = check.result ? 1u << static_cast<unsigned>(*check.result) : 0;
    if (places_[*name].check != no_bits)
      set_bits(test.masks, places_[*name].check, result == 0 ? 1 : std::uint64_t{result} << 1);
    test.rare.push_back({*name, true, static_cast<std::uint8_t>(result)});
  }
  return test;
}

std::size_t NameBits::memory_bytes() const {
  return names_.memory_bytes() + places_.capacity() * sizeof(Places);
}

}  // namespace sj::store
