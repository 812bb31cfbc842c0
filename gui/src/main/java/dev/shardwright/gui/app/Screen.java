package dev.shardwright.gui.app;

import javafx.scene.Parent;
import org.kordamp.ikonli.feather.Feather;

/** One place of the window that the navigation leads to. */
record Screen(String title, Feather icon, Parent root) {}
