package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.bench.RunObserver;
import dev.shardwright.profiler.kernel.Kernel;

/** One line on a terminal that says what is measured; nothing in a log. Ends the run when the user asks. */
final class Progress implements RunObserver {
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int WIDTH = 110;

    private final Console console;

    Progress(Console console) {
        this.console = console;
    }

    @Override
    public void next(Stage stage, Kernel kernel) {
        if (console.screen() == Console.Screen.TERMINAL) {
            String round = stage.round() == 0 ? "warming up" : "round " + (stage.round() + 1) + " of " + stage.rounds();
            String line = round + ", kernel " + (stage.done() + 1) + " of " + stage.all() + ": " + kernel;
            console.err().print(CLEAR_LINE + line.substring(0, Math.min(WIDTH, line.length())));
            console.err().flush();
        }
    }

    @Override
    public boolean cancelled() {
        return console.interruption().requested();
    }

    /** Removes the line. */
    void end() {
        if (console.screen() == Console.Screen.TERMINAL) {
            console.err().print(CLEAR_LINE);
        }
    }
}
