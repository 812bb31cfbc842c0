package dev.shardwright.planner.export;

import java.util.ArrayList;
import java.util.List;

/** The words of the torchrun command that ends a start script, as Bash splits and unquotes them. */
final class CommandWords {
    private CommandWords() {}

    static List<String> of(String script) {
        String command = script.substring(script.indexOf("\ntorchrun") + 1).replace("\\\n", " ");
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = ' ';
        for (char c : (command + " ").toCharArray()) {
            if (quote == ' ' && (c == ' ' || c == '\n')) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else if (quote == ' ' && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = ' ';
            } else {
                word.append(c);
            }
        }
        return words;
    }
}
