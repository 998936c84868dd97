#include "store/table/table_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "base/hash.hpp"
#include "store/table/table_io.hpp"

namespace sj::store {
namespace {

/// What a file must begin with to be read. `layout` rises when a class of the table changes what it keeps; the sizes
/// notice most of what would be forgotten. It rises too when what earlier programs kept may be wrong.
struct Header {
  std::array<char, 8> magic{'S', 'J', 'T', 'A', 'B', 'L', 'E', 'S'};
  std::uint32_t layout = 6;
  std::uint32_t block_bytes = sizeof(BlockColumns);
  std::uint64_t mark = 0;
  bool operator==(const Header&) const = default;
};

/// A file's bytes, read as they are needed.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat told {};
    if (::fstat(file, &told) == 0 && told.st_size > 0) {
      size_ = static_cast<std::size_t>(told.st_size);
      bytes_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
      if (bytes_ == MAP_FAILED) size_ = 0;
      if (size_ > 0) ::madvise(bytes_, size_, MADV_SEQUENTIAL);
    }
    ::close(file);
  }
  ~MappedFile() {
    if (size_ > 0) ::munmap(bytes_, size_);
  }
  MappedFile(const MappedFile&) = delete;
  [[nodiscard]] std::string_view bytes() const {
    return size_ == 0 ? std::string_view{} : std::string_view(static_cast<const char*>(bytes_), size_);
  }

 private:
  void* bytes_ = nullptr;
  std::size_t size_ = 0;
};

bool is_whole(std::string_view bytes) {
  std::uint64_t hash = 0;
  if (bytes.size() < sizeof(Header) + sizeof(hash)) return false;
  std::memcpy(&hash, bytes.data() + bytes.size() - sizeof(hash), sizeof(hash));
  bytes.remove_suffix(sizeof(hash));
  std::vector<std::uint64_t> pieces((bytes.size() + checksum_piece_bytes - 1) / checksum_piece_bytes);
  in_parallel(pieces.size(),
              [&](std::size_t i) { pieces[i] = hash64(bytes.substr(i * checksum_piece_bytes, checksum_piece_bytes)); });
  return hash64({reinterpret_cast<const char*>(pieces.data()), pieces.size() * sizeof(std::uint64_t)}) == hash;
}

}  // namespace

Result<void> write_table_file(const std::filesystem::path& path, std::uint64_t mark, const Tables& tables) {
  const std::filesystem::path unfinished = path.string() + ".new";
  {
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    TableWriter io(out);
    Header header;
    header.mark = mark;
    io.value(header);
    io.size(tables.size(), 1);
    for (const auto& [project_id, table] : tables) {
      std::string name = project_id;
      io.text(name);
      io.part(*table);
    }
    io.finish();
    out.close();
    if (!out) return fail(Errc::io, "the tables could not be written to " + unfinished.string());
  }
  std::error_code failed;
  std::filesystem::rename(unfinished, path, failed);
  if (failed) return fail(Errc::io, "the tables could not be put to " + path.string() + ": " + failed.message());
  return {};
}

bool read_table_file(const std::filesystem::path& path, std::uint64_t mark,
                     const std::function<SessionTable&(const std::string& project_id)>& table_of) {
  const MappedFile file(path);
  Header wanted, found;
  wanted.mark = mark;
  if (file.bytes().size() < sizeof(Header)) return false;
  std::memcpy(&found, file.bytes().data(), sizeof(Header));
  if (found != wanted || !is_whole(file.bytes())) return false;
  std::string_view bytes = file.bytes();
  bytes.remove_suffix(sizeof(std::uint64_t));
  bytes.remove_prefix(sizeof(Header));
  TableReader io(bytes);
  const std::size_t count = io.size(0, 1);
  for (std::size_t i = 0; i < count; ++i) {
    std::string project_id;
    io.text(project_id);
    io.part(table_of(project_id));
  }
  if (!io.ok() || !io.at_end()) std::abort();  // whole and of this layout, yet not what `walk` writes
  return true;
}

}  // namespace sj::store
