package dev.shardwright.simulator.catalog;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One figure of a hardware file: its value, where it comes from, and how well it is known. */
record Figure<T>(T value, String source, Evidence evidence) {
    /** How a figure is known, best first; docs/model/evidence.md. */
    enum Evidence {
        MEASURED_HERE,
        MEASURED_ELSEWHERE,
        INTERPOLATED,
        DATASHEET,
        /** From memory of whoever wrote it down, not looked up: to be checked. */
        RECALLED,
        /** A user's own file need not say; a shipped file must. */
        NOT_STATED;

        /** The words of files and tables. */
        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** The grades that a file may state. */
        static Map<String, Evidence> grades() {
            Map<String, Evidence> grades = new LinkedHashMap<>();
            for (Evidence grade : values()) {
                if (grade != NOT_STATED) {
                    grades.put(grade.words(), grade);
                }
            }
            return grades;
        }
    }
}
