package dev.shardwright.gui.export;

import dev.shardwright.gui.control.Copying;
import dev.shardwright.planner.export.ExportedFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A file in its colours, with the numbers of its lines; selected lines are copied with Ctrl+C. */
final class CodeView {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    /** A line of the file, counted from 1. */
    private record Line(int number, String text) {}

    private final ListView<Line> root = new ListView<>();
    private FileKind kind = FileKind.TEXT;

    CodeView() {
        root.setId("export-code");
        root.setAccessibleText("Text of the file");
        root.getStyleClass().add("code");
        root.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        root.setCellFactory(list -> new LineCell());
        root.setOnKeyPressed(event -> {
            if (COPY.match(event)) {
                Copying.toClipboard(selected());
                event.consume();
            }
        });
    }

    Region root() {
        return root;
    }

    /** Shows a file from its first line on, or nothing. */
    void show(Optional<ExportedFile> file) {
        kind = file.map(FileKind::of).orElse(FileKind.TEXT);
        List<String> lines = file.map(f -> f.text().lines().toList()).orElse(List.of());
        root.getItems()
                .setAll(IntStream.range(0, lines.size())
                        .mapToObj(i -> new Line(i + 1, lines.get(i)))
                        .toList());
        root.scrollTo(0);
    }

    private String selected() {
        return root.getSelectionModel().getSelectedItems().stream()
                .map(Line::text)
                .collect(Collectors.joining("\n"));
    }

    /** A line with its number in front. */
    private final class LineCell extends ListCell<Line> {
        @Override
        protected void updateItem(Line line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            TextFlow flow = new TextFlow(text(String.format("%4d  ", line.number()), "code-line"));
            kind.tokens(line.text())
                    .forEach(token -> flow.getChildren()
                            .add(text(token.text(), token.kind().style())));
            flow.setMinWidth(Region.USE_PREF_SIZE);
            setGraphic(flow);
            setAccessibleText(line.text());
        }

        private static Text text(String words, String style) {
            Text text = new Text(words);
            text.getStyleClass().addAll("mono", style);
            return text;
        }
    }
}
