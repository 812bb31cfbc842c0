package dev.shardwright.simulator.accuracy;

/** A generated file under docs/, or a generated block of one; {@code path} is relative to docs/. */
public record Page(String path, String text) {
    /** Puts a generated block into a page that people wrote, between its two comments. */
    static String withBlock(String page, String name, String block) {
        String begin = "<!-- generated: " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- end -->\n", from);
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("docs/accuracy.md has no block '" + name + "'");
        }
        return page.substring(0, from + begin.length()) + block + page.substring(to);
    }
}
