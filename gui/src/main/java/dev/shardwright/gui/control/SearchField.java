package dev.shardwright.gui.control;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.util.Collection;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.FileChooser;
import org.controlsfx.control.textfield.AutoCompletionBinding;
import org.controlsfx.control.textfield.TextFields;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A text that is typed, picked from suggestions that narrow while typing, or the path of a chosen file. */
public final class SearchField extends HBox {
    private static final long DELAY_MILLIS = 60;
    private static final int VISIBLE_ROWS = 12;

    /** ControlsFX's sheet asks for these before it sees the window's own sheet, which then decides. */
    private static final String COLOURS_OF_MODENA = "-fx-color: gray; -fx-control-inner-background: white;";

    private final TextField text = new TextField();
    private final AutoCompletionBinding<String> completion;

    /**
     * @param suggestions what to offer for a typed text; everything for an empty one
     * @param what names the file in the chooser's title
     */
    public SearchField(Function<String, Collection<String>> suggestions, String what) {
        getStyleClass().add("search-field");
        completion = TextFields.bindAutoCompletion(text, request -> suggestions.apply(request.getUserText()));
        completion.getAutoCompletionPopup().setStyle(COLOURS_OF_MODENA);
        completion.setDelay(DELAY_MILLIS);
        completion.setVisibleRowCount(VISIBLE_ROWS);
        text.widthProperty().addListener((property, old, width) -> completion.setPrefWidth(getWidth()));
        HBox.setHgrow(text, Priority.ALWAYS);
        text.getStyleClass().add(Styles.LEFT_PILL);
        Button list = listButton();
        Button file = fileButton(what);
        list.prefHeightProperty().bind(text.heightProperty());
        file.prefHeightProperty().bind(text.heightProperty());
        getChildren().setAll(text, list, file);
    }

    /** Where the text is typed. */
    public TextField input() {
        return text;
    }

    private Button listButton() {
        Button button = new Button("", new FontIcon(Feather.CHEVRON_DOWN));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.CENTER_PILL);
        Hint.on(button, "Show all");
        button.setAccessibleText("Show all");
        button.setFocusTraversable(false);
        button.setOnAction(event -> {
            text.requestFocus();
            completion.setUserInput("");
        });
        return button;
    }

    private Button fileButton(String what) {
        Button button = new Button("", new FontIcon(Feather.FOLDER));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.RIGHT_PILL);
        Hint.on(button, "Choose a file: " + what);
        button.setAccessibleText("Choose a file: " + what);
        button.setOnAction(event -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle("Choose " + what);
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("JSON", "*.json"));
            File chosen = chooser.showOpenDialog(getScene().getWindow());
            if (chosen != null) {
                text.setText(chosen.toString());
            }
        });
        return button;
    }
}
