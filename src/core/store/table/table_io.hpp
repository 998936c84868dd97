#pragma once
// The bytes of a kept table (docs/formats/storage.md, "Kept tables"), written and read by one description: every class
// of the table names its members in `walk(io)`.
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "base/parallel.hpp"
#include "store/table/packed_bytes.hpp"
#include "store/table/prefault.hpp"

namespace sj::store {

/// Members whose bytes are kept as they are in memory.
template <class T>
concept Plain = std::is_trivially_copyable_v<T>;

/// What is made of the two primitives `bytes` and `size` of a writer or a reader.
template <class Io>
class TableIo {
 public:
  template <Plain T>
  void value(T& value) {
    io().bytes(&value, sizeof(T));
  }
  template <class T>
  void part(T& part) {
    part.walk(io());
  }
  template <Plain T>
  void items(std::vector<T>& items) {
    const std::size_t count = io().size(items.size(), sizeof(T));
    if constexpr (Io::reads) {
      items.reserve(count);
      prefault(items.data(), count * sizeof(T));
      items.resize(count);
    }
    io().bytes(items.data(), items.size() * sizeof(T));
  }
  void text(std::string& text) {
    text.resize(io().size(text.size(), 1));
    io().bytes(text.data(), text.size());
  }
  template <class List, class Visit>
  void list(List& list, Visit visit) {
    list.resize(io().size(list.size(), 1));
    for (auto& item : list) visit(item);
  }
  /// Large parts, each packed on its own, by all cores.
  template <class T>
  void parts(std::vector<std::unique_ptr<T>>& parts) {
    parts.resize(io().size(parts.size(), sizeof(std::uint64_t)));
    io().each_part(parts);
  }
  template <Plain T>
  void maybe(std::unique_ptr<T>& value) {
    std::uint8_t present = value != nullptr;
    this->value(present);
    if (present && !value) {
      value = std::make_unique_for_overwrite<T>();
      prefault(value.get(), sizeof(T));
    }
    if (present) this->value(*value);
  }
  template <Plain T>
  void map(std::unordered_map<std::uint32_t, T>& map) {
    each_in(map, [this](T& value) { this->value(value); });
  }
  template <Plain T>
  void map_of_items(std::unordered_map<std::uint32_t, std::vector<T>>& map) {
    each_in(map, [this](std::vector<T>& value) { this->items(value); });
  }

 private:
  Io& io() { return static_cast<Io&>(*this); }

  template <class Map, class Visit>
  void each_in(Map& map, Visit visit) {
    const std::size_t count = io().size(map.size(), sizeof(std::uint32_t));
    auto at = map.begin();
    for (std::size_t i = 0; i < count; ++i) {
      std::uint32_t key = Io::reads ? 0 : at->first;
      value(key);
      if constexpr (Io::reads)
        visit(map[key]);
      else
        visit((at++)->second);
    }
  }
};

/// Writes to memory.
class TableBuffer : public TableIo<TableBuffer> {
 public:
  static constexpr bool reads = false;
  void bytes(const void* from, std::size_t count) { written_.append(static_cast<const char*>(from), count); }
  std::size_t size(std::uint64_t size, std::size_t) {
    value(size);
    return size;
  }
  [[nodiscard]] std::string_view written() const { return written_; }

 private:
  std::string written_;
};

/// A file's checksum is that of the checksums of its pieces, so that all cores can look at once.
constexpr std::size_t checksum_piece_bytes = 16u << 20;

class TableWriter : public TableIo<TableWriter> {
 public:
  static constexpr bool reads = false;
  explicit TableWriter(std::ostream& out) : out_(out), hash_(XXH3_createState()) { XXH3_64bits_reset(hash_.get()); }

  void bytes(const void* from, std::size_t count) {
    if (count == 0) return;
    out_.write(static_cast<const char*>(from), static_cast<std::streamsize>(count));
    for (const char* at = static_cast<const char*>(from); count > 0;) {
      const std::size_t taken = std::min(count, checksum_piece_bytes - in_piece_);
      XXH3_64bits_update(hash_.get(), at, taken);
      at += taken, count -= taken, in_piece_ += taken;
      if (in_piece_ == checksum_piece_bytes) end_piece();
    }
  }
  std::size_t size(std::uint64_t size, std::size_t) {
    value(size);
    return size;
  }
  template <class T>
  void each_part(std::vector<std::unique_ptr<T>>& parts) {
    struct Packed {
      std::string bytes;
      std::size_t size = 0;
    };
    const std::size_t at_once = cores_in_use();
    for (std::size_t begin = 0; begin < parts.size(); begin += at_once) {
      std::vector<Packed> packed(std::min(at_once, parts.size() - begin));
      in_parallel(packed.size(), [&](std::size_t i) {
        TableBuffer buffer;
        buffer.part(*parts[begin + i]);
        packed[i] = {pack_bytes(buffer.written()), buffer.written().size()};
      });
      for (const Packed& part : packed) {
        size(part.size, 1);
        size(part.bytes.size(), 1);
        bytes(part.bytes.data(), part.bytes.size());
      }
    }
  }
  /// Ends the file with the checksum of everything before.
  void finish() {
    if (in_piece_ > 0) end_piece();
    const std::uint64_t hash = XXH3_64bits(pieces_.data(), pieces_.size() * sizeof(std::uint64_t));
    out_.write(reinterpret_cast<const char*>(&hash), sizeof(hash));
  }

 private:
  struct FreeState {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  void end_piece() {
    pieces_.push_back(XXH3_64bits_digest(hash_.get()));
    XXH3_64bits_reset(hash_.get());
    in_piece_ = 0;
  }

  std::ostream& out_;
  std::unique_ptr<XXH3_state_t, FreeState> hash_;  ///< of the piece at hand
  std::size_t in_piece_ = 0;
  std::vector<std::uint64_t> pieces_;
};

/// Reads zeros and nothings past the end; `ok()` tells at last whether that happened.
class TableReader : public TableIo<TableReader> {
 public:
  static constexpr bool reads = true;
  explicit TableReader(std::string_view bytes) : left_(bytes) {}

  void bytes(void* to, std::size_t count) {
    if (count == 0) return;
    if (left_.size() < count) {
      ok_ = false;
      std::memset(to, 0, count);
      return;
    }
    std::memcpy(to, left_.data(), count);
    left_.remove_prefix(count);
  }
  /// How many items of this size follow.
  std::size_t size(std::uint64_t, std::size_t item_bytes) {
    std::uint64_t size = 0;
    value(size);
    if (size <= left_.size() / item_bytes) return size;
    ok_ = false;
    return 0;
  }
  template <class T>
  void each_part(std::vector<std::unique_ptr<T>>& parts) {
    struct Packed {
      std::string_view bytes;
      std::size_t size = 0;
    };
    std::vector<Packed> packed(parts.size());
    for (Packed& part : packed) {
      value(part.size);
      part.bytes = left_.substr(0, size(0, 1));
      left_.remove_prefix(part.bytes.size());
    }
    std::atomic<bool> whole = true;
    in_parallel(parts.size(), [&](std::size_t i) {
      std::string unpacked(packed[i].size, '\0');
      if (!unpack_bytes(packed[i].bytes, unpacked)) whole = false;
      TableReader reader(unpacked);
      parts[i] = std::make_unique<T>();
      reader.part(*parts[i]);
      if (!reader.ok() || !reader.at_end()) whole = false;
    });
    if (!whole) ok_ = false;
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
  bool ok_ = true;
};

}  // namespace sj::store
