package dev.shardwright.planner.importing.megatron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Megatron-LM's layout text, such as {@code Et*3|(tt|)*29,m|L}: decoder layers of each virtual stage. */
record StageText(List<Integer> layers) {
    private static final int LONGEST = 1 << 16;
    private static final int MOST_REPEATS = 1 << 12;

    /** Empty where it is no such text. */
    static Optional<StageText> parse(String text) {
        Optional<String> expanded = expanded(text.replaceAll("[\\s,'\"]", ""));
        return expanded.filter(plain -> plain.matches("[EtmL|]+"))
                .map(plain -> new StageText(Arrays.stream(plain.split("\\|", -1))
                        .map(StageText::decoders)
                        .toList()));
    }

    private static int decoders(String stage) {
        return (int) stage.chars().filter(c -> c == 't').count();
    }

    int total() {
        return layers.stream().mapToInt(Integer::intValue).sum();
    }

    /** Without brackets and repeats. */
    private static Optional<String> expanded(String text) {
        List<StringBuilder> open = new ArrayList<>(List.of(new StringBuilder()));
        String last = "";
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            StringBuilder inner = open.get(open.size() - 1);
            if (c == '(') {
                open.add(new StringBuilder());
                last = "";
            } else if (c == ')') {
                if (open.size() == 1) {
                    return Optional.empty();
                }
                last = open.remove(open.size() - 1).toString();
                open.get(open.size() - 1).append(last);
            } else if (c == '*') {
                int end = i + 1;
                while (end < text.length() && Character.isDigit(text.charAt(end))) {
                    end++;
                }
                int times = count(text.substring(i + 1, end));
                if (times < 1 || (long) last.length() * times + inner.length() > LONGEST) {
                    return Optional.empty();
                }
                inner.append(last.repeat(times - 1));
                last = "";
                i = end - 1;
            } else {
                last = String.valueOf(c);
                inner.append(c);
            }
        }
        return open.size() == 1 ? Optional.of(open.get(0).toString()) : Optional.empty();
    }

    private static int count(String digits) {
        return digits.isEmpty() || digits.length() > 4 ? 0 : Math.min(MOST_REPEATS, Integer.parseInt(digits));
    }
}
