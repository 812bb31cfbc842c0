package dev.shardwright.gui.export;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.planner.export.ExportedFile;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The export screen: a framework, the files that start the layout in it, and the text of one of them. */
public final class ExportView {
    private static final double FILES_WIDTH = 210;

    private final ExportViewModel model;
    private final Label title = new Label();
    private final ListView<ExportedFile> files = new ListView<>();
    private final CodeView code = new CodeView();
    private final RefusalsView refusals = new RefusalsView();
    private final StackPane content = new StackPane(code.root());
    private final Label command = new Label();
    private final BorderPane root = new BorderPane();

    public ExportView(ExportViewModel model) {
        this.model = model;
        root.setTop(head());
        root.setLeft(fileList());
        root.setCenter(content);
        root.setBottom(foot());
        model.layout().addListener((property, old, now) -> show());
        model.files().addListener((property, old, now) -> show());
        model.refusals().addListener((property, old, now) -> show());
        model.shown().addListener((property, old, now) -> look());
        show();
    }

    /** The entry of the list of screens. */
    public static Screen screen(Workspace workspace) {
        return new Screen(
                "Export",
                Feather.SHARE,
                "What starts this layout in a training framework?",
                EmptyState.withoutLayout("No layout to export yet"),
                () -> new ExportView(new ExportViewModel(workspace)).root());
    }

    public Parent root() {
        return root;
    }

    private Node head() {
        title.setId("export-title");
        title.getStyleClass().add(Styles.TITLE_4);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar = new HBox(8, new TargetChoice(model).root(), gap);
        bar.getChildren().addAll(new ExportActions(model).buttons());
        bar.setAlignment(Pos.CENTER_LEFT);
        VBox head = new VBox(10, title, bar);
        head.getStyleClass().add("screen-head");
        return head;
    }

    private Node fileList() {
        files.setId("export-files");
        files.setAccessibleText("Files of the export");
        files.getStyleClass().add("files");
        files.setPrefWidth(FILES_WIDTH);
        files.setMinWidth(FILES_WIDTH);
        files.setPlaceholder(new Label("No files"));
        files.setCellFactory(list -> new FileCell());
        files.getSelectionModel().selectedItemProperty().addListener((property, old, file) -> {
            if (file != null) {
                model.look(file);
            }
        });
        return files;
    }

    private Node foot() {
        Label done = new Label();
        done.setId("export-message");
        done.textProperty().bind(model.message());
        done.setMinWidth(0);
        HBox.setHgrow(done, Priority.ALWAYS);
        done.setMaxWidth(Double.MAX_VALUE);
        command.setId("export-command");
        command.getStyleClass().addAll("mono", "muted");
        Hint.on(command, "Writes the same files from a saved plan (plan.json on the Plan screen)");
        HBox foot = new HBox(16, done, command);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("status-note");
        return foot;
    }

    private void show() {
        title.setText(model.layout().get().map(ChosenLayout::title).orElse(""));
        command.setText(model.command().orElse(""));
        files.getItems().setAll(model.files().get());
        look();
        boolean refused = !model.refusals().get().isEmpty();
        command.setVisible(!refused);
        if (refused) {
            refusals.show(
                    model.framework().get().title() + " " + model.version().get(),
                    model.refusals().get());
        }
        content.getChildren().setAll(refused ? refusals.root() : code.root());
    }

    private void look() {
        model.shown().get().ifPresent(file -> files.getSelectionModel().select(file));
        code.show(model.shown().get());
    }

    /** The name of a file, its language and length. */
    private static final class FileCell extends ListCell<ExportedFile> {
        @Override
        protected void updateItem(ExportedFile file, boolean empty) {
            super.updateItem(file, empty);
            if (empty || file == null) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            Label name = new Label(file.name());
            String what = FileKind.of(file).label() + ", " + file.text().lines().count() + " lines"
                    + (file.mode() == ExportedFile.Mode.EXECUTABLE ? ", run this" : "");
            Label kind = new Label(what);
            kind.getStyleClass().add("muted");
            setGraphic(new VBox(1, name, kind));
            setAccessibleText(file.name() + ", " + what);
        }
    }
}
