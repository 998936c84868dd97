"""What is measured: one file a system."""
from systems.clickhouse import ClickHouse
from systems.nginx import Nginx
from systems.postgresql import PostgreSql
from systems.rocksdb import RocksDb
from systems.sqlite import Sqlite
from systems.us import Us

ALL = {system.name: system for system in (Us, PostgreSql, ClickHouse, Sqlite, RocksDb, Nginx)}
