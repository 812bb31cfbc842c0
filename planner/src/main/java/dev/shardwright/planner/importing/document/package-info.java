/** JSON, YAML and TOML files as keys and values with their places. No other package knows a library for them. */
package dev.shardwright.planner.importing.document;
