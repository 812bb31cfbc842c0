package dev.shardwright.gui.app;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;

/** How the window is coloured. */
enum Theme {
    LIGHT(new PrimerLight()),
    DARK(new PrimerDark());

    private final atlantafx.base.theme.Theme sheet;

    Theme(atlantafx.base.theme.Theme sheet) {
        this.sheet = sheet;
    }

    /** Recolours every window. */
    void apply() {
        Application.setUserAgentStylesheet(sheet.getUserAgentStylesheet());
    }

    Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }
}
