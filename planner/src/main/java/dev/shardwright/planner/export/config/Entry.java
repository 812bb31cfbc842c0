package dev.shardwright.planner.export.config;

import java.util.regex.Pattern;

/** A key with its value, and why it is so ("" for no comment). Keys are a framework's own and never need quotes. */
public record Entry(String key, Value value, String comment) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    public Entry {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key of a configuration file: " + key);
        }
    }
}
