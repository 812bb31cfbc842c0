package dev.shardwright.planner.importing.shell;

/** Whether a command would succeed, as far as the script tells. */
enum Status {
    YES,
    NO,
    UNKNOWN;

    static Status of(boolean holds) {
        return holds ? YES : NO;
    }

    Status not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
