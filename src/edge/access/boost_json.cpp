// The one place where Boost.JSON is compiled: Debian has its headers in libboost1.81-dev, so no library is needed.
#include <boost/json/src.hpp>
