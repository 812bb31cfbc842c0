package dev.shardwright.planner.rewrite;

import dev.shardwright.planner.importing.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CUDA_DEVICE_MAX_CONNECTIONS in scripts: Megatron-LM refuses tensor and context parallelism without one launch queue on
 * GPUs before Blackwell, and fully sharded data parallelism with only one (its arguments.py, core_v0.19), and so does
 * Megatron-Bridge (its config.py).
 */
final class LaunchQueues {
    private static final String NAME = "CUDA_DEVICE_MAX_CONNECTIONS";
    private static final String ONE = "1";

    /** CUDA's own number, which counts where the variable is not set. */
    private static final String USUAL = "8";

    private static final Pattern VALUE = Pattern.compile("(?m)^[^#\n]*?" + NAME + "(?:=|:-)[\"']?([0-9]+)");

    private static final Pattern TAKEN_BACK = Pattern.compile("(?m)^([ \t]*)unset " + NAME + "[ \t]*$");

    private LaunchQueues() {}

    /**
     * The scripts with what the new layout needs.
     *
     * @param before the lines of Bash with which an exported script sets up the old layout, none where none can
     * @param after the same for the new layout
     */
    static List<SourceFile> changed(List<SourceFile> files, List<String> before, List<String> after) {
        String wanted = wanted(after);
        if (wanted.isEmpty() || wanted.equals(wanted(before))) {
            return files;
        }
        List<SourceFile> changed = new ArrayList<>(files);
        if (!wanted.equals(USUAL)) {
            String anew = "$1export " + NAME + "=" + wanted;
            changed.replaceAll(file ->
                    new SourceFile(file.name(), TAKEN_BACK.matcher(file.text()).replaceAll(anew)));
        }
        boolean set =
                changed.stream().anyMatch(file -> VALUE.matcher(file.text()).find());
        if (set) {
            changed.replaceAll(file -> new SourceFile(file.name(), replaced(file.text(), wanted)));
        } else if (!wanted.equals(USUAL)) {
            changed.set(
                    0, new SourceFile(files.get(0).name(), inserted(files.get(0).text(), wanted)));
        }
        return changed;
    }

    /** The number of queues that exported lines ask for; empty where any will do. */
    private static String wanted(List<String> lines) {
        if (lines.contains("unset " + NAME)) {
            return USUAL;
        }
        return lines.stream()
                .filter(line -> line.startsWith("export " + NAME + "="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }

    private static String replaced(String text, String wanted) {
        TextEdits edits = new TextEdits(text);
        Matcher matcher = VALUE.matcher(text);
        while (matcher.find()) {
            boolean wrong = wanted.equals(ONE) != matcher.group(1).equals(ONE);
            if (wrong) {
                edits.replace(matcher.start(1), matcher.end(1), wanted);
            }
        }
        return edits.applied();
    }

    /** Behind the comments at the head of a script, those for the queue among them. */
    private static String inserted(String text, String wanted) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) == '#' || text.charAt(at) == '\n')) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }
        return text.substring(0, at) + "export " + NAME + "=" + wanted + "\n" + text.substring(at);
    }
}
