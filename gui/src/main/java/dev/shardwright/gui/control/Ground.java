package dev.shardwright.gui.control;

import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** The theme's colours for what is drawn by hand: an unseen node whose style sheet says them. */
public final class Ground extends Region {
    private static final StyleablePropertyFactory<Ground> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final CssMetaData<Ground, Color> BACK =
            FACTORY.createColorCssMetaData("-ground-back", ground -> ground.back, Color.WHITE);
    private static final CssMetaData<Ground, Color> TRACK =
            FACTORY.createColorCssMetaData("-ground-track", ground -> ground.track, Color.GAINSBORO);
    private static final CssMetaData<Ground, Color> LINE =
            FACTORY.createColorCssMetaData("-ground-line", ground -> ground.line, Color.GRAY);
    private static final CssMetaData<Ground, Color> INK =
            FACTORY.createColorCssMetaData("-ground-ink", ground -> ground.ink, Color.BLACK);

    private final SimpleStyleableObjectProperty<Color> back = property(BACK, "back");
    private final SimpleStyleableObjectProperty<Color> track = property(TRACK, "track");
    private final SimpleStyleableObjectProperty<Color> line = property(LINE, "line");
    private final SimpleStyleableObjectProperty<Color> ink = property(INK, "ink");

    public Ground() {
        getStyleClass().setAll("ground");
        setManaged(false);
        setMouseTransparent(true);
    }

    private SimpleStyleableObjectProperty<Color> property(CssMetaData<Ground, Color> key, String name) {
        return new SimpleStyleableObjectProperty<>(key, this, name, key.getInitialValue(this));
    }

    /** Told when the theme changes. */
    public void onChange(Runnable redraw) {
        List.of(back, track, line, ink).forEach(colour -> colour.addListener((property, old, now) -> redraw.run()));
    }

    /** Behind everything. */
    public Color back() {
        return back.get();
    }

    /** Behind bars. */
    public Color track() {
        return track.get();
    }

    /** Of axes. */
    public Color line() {
        return line.get();
    }

    /** Of text. */
    public Color ink() {
        return ink.get();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}
