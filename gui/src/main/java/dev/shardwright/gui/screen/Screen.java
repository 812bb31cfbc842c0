package dev.shardwright.gui.screen;

import java.util.function.Supplier;
import javafx.scene.Parent;
import org.kordamp.ikonli.feather.Feather;

/**
 * One place of the window.
 *
 * @param name one word, in the sidebar and the menu
 * @param icon beside the name
 * @param purpose the question that the screen answers, as a tooltip
 * @param empty what it says while it has nothing to show
 * @param content makes what it shows; asked once, when the screen is first visited
 */
public record Screen(String name, Feather icon, String purpose, EmptyState empty, Supplier<Parent> content) {}
