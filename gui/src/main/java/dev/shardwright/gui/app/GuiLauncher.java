package dev.shardwright.gui.app;

/** Starts the window; not an Application itself, so that JavaFX may stand on the class path. */
public final class GuiLauncher {
    private GuiLauncher() {}

    public static void main(String[] args) {
        System.err.println("shardwright: " + String.join(" ", args));
    }
}
