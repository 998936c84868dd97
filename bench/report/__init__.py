"""From figures to docs/benchmarks.md: statistics, tables, targets, chart, document."""
