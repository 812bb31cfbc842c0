package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;

/** Something in a script that could not be decided, and what was done about it. */
public record ShellRemark(Traced where, String note) {}
