package dev.shardwright.planner.importing.shell;

import java.util.Locale;
import java.util.Optional;

/** {@code ${NAME#prefix}}, {@code ${NAME%suffix}}, {@code ${NAME,,}}: parts of a text. */
final class Trimming {
    private Trimming() {}

    /** Empty where the operator changes nothing or is not understood. */
    static Optional<Word> of(Word word, String operator, String pattern) {
        String text = word.string();
        return switch (operator) {
            case "#", "##" -> prefix(text, operator.length() > 1, pattern).map(word::from);
            case "%", "%%" -> suffix(text, operator.length() > 1, pattern).map(word::to);
            case ",," -> Optional.of(Scope.text(text.toLowerCase(Locale.ROOT)));
            case "^^" -> Optional.of(Scope.text(text.toUpperCase(Locale.ROOT)));
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> prefix(String text, boolean longest, String pattern) {
        Optional<Integer> found = Optional.empty();
        for (int end = 0; end <= text.length() && (longest || found.isEmpty()); end++) {
            found = Glob.matches(pattern, text.substring(0, end)) ? Optional.of(end) : found;
        }
        return found;
    }

    private static Optional<Integer> suffix(String text, boolean longest, String pattern) {
        Optional<Integer> found = Optional.empty();
        for (int start = text.length(); start >= 0 && (longest || found.isEmpty()); start--) {
            found = Glob.matches(pattern, text.substring(start)) ? Optional.of(start) : found;
        }
        return found;
    }

    /** Shell patterns with {@code *} and {@code ?}. */
    static final class Glob {
        private static final int LONGEST = 256;

        private Glob() {}

        /** Long texts match only themselves. */
        static boolean matches(String pattern, String text) {
            if (pattern.length() > LONGEST || text.length() > LONGEST) {
                return pattern.equals(text);
            }
            return matches(pattern, 0, text, 0, new boolean[pattern.length() + 1][text.length() + 1]);
        }

        /** Each pair of positions is tried once, so that no pattern takes long. */
        private static boolean matches(String pattern, int p, String text, int t, boolean[][] failed) {
            if (p == pattern.length()) {
                return t == text.length();
            }
            if (failed[p][t]) {
                return false;
            }
            boolean star = pattern.charAt(p) == '*';
            boolean here = t < text.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t));
            boolean found = star
                    ? matches(pattern, p + 1, text, t, failed)
                            || t < text.length() && matches(pattern, p, text, t + 1, failed)
                    : here && matches(pattern, p + 1, text, t + 1, failed);
            failed[p][t] = !found;
            return found;
        }
    }
}
