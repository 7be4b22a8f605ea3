package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.launcher.Command.Running;
import org.pellucid.testkit.TestData;

/** Whole data sets: use cases, triage, and runs that are broken off. */
class InterpretIT {
    private static final Path CASES = TestData.root()
            .resolve("bundles/core/org.pellucid.interpret/src/main/resources/org/pellucid/interpret/imagewoof.json");
    private static final Path SHAPES_MODEL = TestData.model("shapes-vit");
    private static final List<String> SAMPLES = List.of("chelsea.png", "coffee.png", "rocket.jpg", "astronaut.png");

    @TempDir
    private Path folder;

    private Command command() {
        return Command.in(folder);
    }

    /** The ids of the notebook's pictures. */
    private static List<String> notebook() throws IOException {
        List<String> ids = new ArrayList<>();
        JsonObject cases = JsonParser.parseString(Files.readString(CASES)).getAsJsonObject();
        for (String name : cases.getAsJsonObject("use_cases").keySet()) {
            cases.getAsJsonObject("use_cases").getAsJsonObject(name).getAsJsonArray("paths")
                    .forEach(path -> ids.add(path.getAsString()));
        }
        return ids;
    }

    private static byte[] picture(int index) throws IOException {
        return Files.readAllBytes(TestData.sample(SAMPLES.get(index % SAMPLES.size())));
    }

    /** Same layout and names as ImageWoof, the sample pictures. */
    private Path miniature() throws IOException {
        Path root = folder.resolve("imagewoof2");
        List<String> ids = notebook();
        for (int i = 0; i < ids.size(); i++) {
            Path file = root.resolve(ids.get(i));
            Files.createDirectories(file.getParent());
            Files.write(file, picture(i));
        }
        return root;
    }

    private static void zip(Path root, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out); Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(root.getParent().relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private static JsonObject manifest(Path run) throws IOException {
        return JsonParser.parseString(Files.readString(run.resolve("manifest.json"))).getAsJsonObject();
    }

    private static List<Path> files(Path run, String... extensions) throws IOException {
        try (Stream<Path> all = Files.walk(run)) {
            return all.filter(Files::isRegularFile).filter(file -> Stream.of(extensions)
                    .anyMatch(extension -> file.toString().endsWith(extension))).sorted().toList();
        }
    }

    private static void assertPicturesAreWhole(Path run) throws IOException {
        for (Path file : files(run, ".jpg", ".png")) {
            assertThat(ImageIO.read(file.toFile())).as(file.toString()).isNotNull();
        }
    }

    @Test
    void one_command_from_the_download_to_the_report() throws IOException {
        Path root = miniature();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/imagewoof320.zip", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                zip(root, exchange.getResponseBody());
            }
        });
        server.start();
        try {
            Command command = command().cache(folder.resolve("cache"));
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/imagewoof320.zip";
            Ended ended = command.run("interpret", "imagewoof:", "--from", url, "-o", "run").done();
            assertThat(ended.err()).contains("Fetching ImageWoof");
            assertThat(ended.out()).contains("Predicted class Egyptian_cat, index 285, probability: 0.78",
                    "18 pictures done, 0 failed", "run/report.html", "run/manifest.json");
        } finally {
            server.stop(0);
        }
        Path run = folder.resolve("run");
        assertThat(Samples.names(run.resolve("True_positive_high_confidence"))).hasSize(4)
                .contains("n02088364_2019_gt_beagle_0.00_pr_Egyptian_cat_0.78.jpg")
                .anyMatch(name -> name.startsWith("n02105641_817_gt_Old English sheepdog_0.00_pr_"));
        for (Path map : files(run, ".jpg")) {
            if (!map.toString().contains("/.pellucid/")) {
                assertThat(map.getFileName().toString())
                        .matches("n\\d{8}_\\d+_gt_[A-Za-z -]+_\\d\\.\\d\\d_pr_[^ ]+_\\d\\.\\d\\d\\.jpg");
            }
        }
        assertThat(files(run, ".png")).hasSize(4);
        assertPicturesAreWhole(run);
        assertThat(Files.readString(run.resolve("report.html"))).contains("True positive two predictions")
                .doesNotContain("http://", "https://");
        JsonObject manifest = manifest(run);
        assertThat(manifest.get("schema_version").getAsInt()).isEqualTo(1);
        assertThat(manifest.getAsJsonObject("counts")).hasToString("{\"done\":18,\"failed\":0,\"missing\":0}");
        assertThat(manifest.getAsJsonObject("model").get("sha256").getAsString()).hasSize(64);
    }

    @Test
    void a_second_run_refuses_resumes_or_replaces() throws IOException {
        miniature();
        Object[] line = {"interpret", "imagewoof2", "-o", "run", "--no-matrices", "--no-report"};
        command().run(line).done();
        String before = manifest(folder.resolve("run")).getAsJsonArray("pictures").toString();
        command().run(line).refused(2, "holds a run already", "--resume", "--overwrite");
        Ended resumed = command().run("interpret", "imagewoof2", "-o", "run", "--resume", "--no-matrices",
                "--no-report").done();
        assertThat(resumed.out()).doesNotContain("Predicted class").contains("18 pictures done, 0 failed");
        assertThat(manifest(folder.resolve("run")).getAsJsonArray("pictures")).hasToString(before);
        command().run("interpret", "imagewoof2", "-o", "run", "--resume", "-p", "timm").refused(2, "preprocessing");
        command().run("interpret", "imagewoof2", "-o", "run", "--resume", "--no-overlay").refused(2,
                "another overlay: it had true, now it is false");
        command().run("interpret", "imagewoof2", "-o", "run", "--resume", "--layer", "x").refused(2, "layer");
        assertThat(command().run("interpret", "imagewoof2", "-o", "run", "--overwrite", "-p", "timm", "--no-matrices",
                "--no-report").done().out()).contains("Predicted class");
    }

    @Test
    void what_is_missing_or_damaged_is_named_and_the_rest_done() throws IOException {
        Path root = miniature();
        List<String> ids = notebook();
        Files.delete(root.resolve(ids.get(2)));
        Files.write(root.resolve(ids.get(5)), new byte[] {1, 2, 3});
        Ended ended = command().run("interpret", "imagewoof2", "-o", "run").code(1);
        assertThat(ended.errors()).singleElement().asString().contains(Path.of(ids.get(5)).getFileName().toString());
        assertThat(ended.out()).contains("Not in the data set: " + ids.get(2), "16 pictures done, 2 failed");
        Files.write(root.resolve(ids.get(5)), picture(5));
        assertThat(command().run("interpret", "imagewoof2", "-o", "run", "--resume").code(1).out())
                .containsOnlyOnce("True_positive_low_confidence: ").doesNotContain("True_positive_high_confidence: ")
                .contains("17 pictures done, 1 failed");
    }

    @Test
    void makes_matrices_for_print_on_request_and_no_larger_than_their_pictures() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.copy(TestData.sample("chelsea.png"), data.resolve("chelsea.png")); // 451 pixels wide, 500 are shown
        Files.copy(TestData.sample("rocket.jpg"), data.resolve("rocket.jpg")); // 640 pixels wide
        Files.writeString(folder.resolve("cases.json"), "{\"use_cases\": {"
                + "\"Small\": {\"confidence\": 0.5, \"paths\": [\"chelsea.png\"]}, "
                + "\"Large\": {\"confidence\": 0.5, \"paths\": [\"chelsea.png\", \"rocket.jpg\"]}}}");
        Object[] line = {"interpret", "data", "--use-cases", "cases.json", "--no-report", "-o", "run", "--print"};
        command().run(line).done();
        Path run = folder.resolve("run");
        assertThat(files(run, ".png")).containsExactly(run.resolve("Large.png"), run.resolve("Large_print.png"),
                run.resolve("Small.png"));
        int screen = ImageIO.read(run.resolve("Large.png").toFile()).getWidth();
        int print = ImageIO.read(run.resolve("Large_print.png").toFile()).getWidth();
        assertThat((double) print / screen).as("5 inches for 640 pixels: 128 dots an inch, not 100")
                .isBetween(1.27, 1.29);
        Files.writeString(folder.resolve("cases.json"),
                "{\"use_cases\": {\"Small\": {\"confidence\": 0.5, \"paths\": [\"chelsea.png\"]}}}");
        assertThat(command().run("interpret", "data", "--use-cases", "cases.json", "-o", "small", "--print").done()
                .out()).contains("No matrix was made for print");
        command().run("interpret", "data", "--print", "--no-matrices").refused(2, "exclude each other");
    }

    /** Two pictures, a map each: a row a picture, or one row of two maps. */
    @Test
    void a_figure_has_a_row_a_picture_or_the_columns_of_the_notebook() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.copy(TestData.sample("chelsea.png"), data.resolve("one.png"));
        Files.copy(TestData.sample("chelsea.png"), data.resolve("two.png"));
        String cases = "\"use_cases\": {\"Cats\": {\"confidence\": 0.5, \"paths\": [\"one.png\", \"two.png\"]}}}";
        Files.writeString(folder.resolve("rows.json"), "{" + cases);
        Files.writeString(folder.resolve("notebook.json"), "{\"layout\": \"notebook\", " + cases);
        int rows = height("rows.json");
        int notebook = height("notebook.json");
        assertThat(rows).as("a row a picture").isGreaterThan(notebook + 300);
        assertThat(height("notebook.json", "--layout", "rows")).as("the option goes before the file").isEqualTo(rows);
        assertThat(height("rows.json", "--layout", "notebook")).isEqualTo(notebook);
        command().run("interpret", "data", "--layout", "notebook", "--no-matrices").refused(2, "exclude each other");
    }

    private int height(String cases, String... options) throws IOException {
        List<Object> line = new ArrayList<>(List.of("interpret", "data", "--use-cases", cases, "--no-report", "-o",
                "figures", "--overwrite"));
        line.addAll(List.of(options));
        command().run(line.toArray()).done();
        return ImageIO.read(folder.resolve("figures/Cats.png").toFile()).getHeight();
    }

    @Test
    void pictures_of_one_name_keep_apart() throws IOException {
        for (String split : List.of("train", "val")) {
            Path file = folder.resolve("data").resolve(split).resolve("n02088364/same.png");
            Files.createDirectories(file.getParent());
            Files.write(file, picture(split.length()));
        }
        Files.writeString(folder.resolve("cases.json"), "{\"use_cases\": {\"Same\": {\"confidence\": 0.5, \"paths\": "
                + "[\"train/n02088364/same.png\", \"val/n02088364/same.png\"]}}}");
        command().run("interpret", "data", "--use-cases", "cases.json", "-o", "run").done();
        assertThat(Samples.names(folder.resolve("run/Same"))).hasSize(2);
    }

    @Test
    void triage_sorts_what_it_predicts() throws IOException {
        JsonObject document = CommandLineIT.document(command().run("interpret", "--triage", "-m", SHAPES_MODEL,
                "shapes:4?count=60", "-o", "run", "--json", "--telling", "2", "--confusions", "2").done());
        JsonObject triage = document.getAsJsonObject("triage");
        assertThat(triage.get("pictures").getAsInt()).isEqualTo(60);
        long sum = 0;
        for (String kind : triage.getAsJsonObject("kinds").keySet()) {
            sum += triage.getAsJsonObject("kinds").get(kind).getAsLong();
        }
        assertThat(sum).isEqualTo(60);
        // The manifest's predictions, counted once more.
        long right = 0;
        for (JsonElement element : manifest(folder.resolve("run")).getAsJsonArray("pictures")) {
            JsonObject picture = element.getAsJsonObject();
            right += picture.getAsJsonObject("truth").get("index").getAsInt() == picture.getAsJsonArray("predictions")
                    .get(0).getAsJsonObject().get("index").getAsInt() ? 1 : 0;
        }
        assertThat(triage.get("right").getAsLong()).isEqualTo(right);
        assertThat(triage.getAsJsonArray("confusions")).hasSize(2).allSatisfy(confusion -> assertThat(
                confusion.getAsJsonObject().get("words").getAsString())
                .containsAnyOf("for the predicted class the model looked elsewhere than for the true class",
                        "the model looked at the same region for both classes"));
        assertThat(Samples.names(folder.resolve("run/Confusions"))).hasSize(4);
        assertThat(Samples.names(folder.resolve("run/Right_and_sure"))).hasSizeLessThanOrEqualTo(2);
        assertPicturesAreWhole(folder.resolve("run"));
    }

    @Test
    void says_what_is_wrong_before_anything_is_done() throws IOException {
        miniature();
        Files.writeString(folder.resolve("typo.json"),
                "{\n  \"use_cases\": {\n    \"A\": {\"confidance\": 0.5, \"paths\": []}\n  }\n}\n");
        Files.writeString(folder.resolve("type.json"),
                "{\"use_cases\": {\"A\": {\"confidence\": \"high\", \"paths\": []}}}");
        Files.createDirectories(folder.resolve("empty"));
        command().run("interpret").refused(2, "no data set given");
        command().run("interpret", "imagewof:x").refused(2, "imagewof", "imagewoof");
        command().run("interpret", "imagewoof2", "--use-cases", "typo.json").refused(2, "typo.json", "line 3",
                "confidance");
        command().run("interpret", "imagewoof2", "--use-cases", "type.json").refused(2, "type.json", "line 1",
                "use_cases.A.confidence", "a number");
        command().run("interpret", "imagewoof2", "--sure", "0.5").refused(2, "--sure needs --triage");
        command().run("interpret", "--triage", "imagewoof2", "--sure", "1.5").refused(2, "--sure 1.5", "0..1");
        command().run("interpret", "--triage", "empty").refused(1, "empty", "no picture");
        command().run("interpret", "imagewoof2", "-M", "nothing").refused(2, "unknown method 'nothing'");
        assertThat(folder.resolve("interpretation")).doesNotExist();
    }

    /** ImageNet's own layout, a class a folder named by its WordNet id, the sample pictures. */
    private Path imageNet(String split) throws IOException {
        Path root = folder.resolve("imagenet");
        Map<String, String> classes = Map.of("n02124075", "chelsea.png", "n07930864", "coffee.png", "n04266014",
                "rocket.jpg", "n02012849", "astronaut.png");
        for (Map.Entry<String, String> each : classes.entrySet()) {
            Path file = root.resolve(split).resolve(each.getKey()).resolve("ILSVRC2012_val_" + each.getValue());
            Files.createDirectories(file.getParent());
            Files.copy(TestData.sample(each.getValue()), file);
        }
        return root;
    }

    private JsonObject truthOf(String sample) throws IOException {
        for (JsonElement each : manifest(folder.resolve("run")).getAsJsonArray("pictures")) {
            if (each.getAsJsonObject().get("sample").getAsString().contains(sample)) {
                return each.getAsJsonObject().getAsJsonObject("truth");
            }
        }
        throw new AssertionError(sample + " is not in the manifest");
    }

    @ParameterizedTest
    @CsvSource({"imagenet, false", "imagenet/val, true", "zip:imagenet.zip, false", "zip:imagenet.zip, true"})
    void the_class_folders_of_imagenet_are_understood(String dataset, boolean synsets) throws IOException {
        Path root = imageNet("val");
        try (OutputStream out = Files.newOutputStream(folder.resolve("imagenet.zip"))) {
            zip(root, out);
        }
        List<Object> line = new ArrayList<>(List.of("interpret", "--triage", dataset, "-o", "run", "--no-matrices"));
        if (synsets) {
            line.addAll(List.of("-l", TestData.root().resolve("models/imagenet_2012.txt")));
        }
        Ended ended = command().run(line.toArray()).done();
        assertThat(ended.out()).contains("4 pictures done, 0 failed", " of 4)").doesNotContain("none of the model's");
        assertThat(truthOf("chelsea").get("index").getAsInt()).isEqualTo(285);
        assertThat(truthOf("astronaut").get("index").getAsInt()).as("crane, of which there are two").isEqualTo(134);
        assertThat(Samples.names(folder.resolve("run/Right_and_unsure")))
                .anyMatch(name -> name.startsWith("ILSVRC2012_val_chelsea_gt_Egyptian"));
    }

    @Test
    void classes_are_named_by_a_synset_file_or_by_a_use_case_file() throws IOException {
        Path picture = folder.resolve("mine/n90000001/cat.png");
        Files.createDirectories(picture.getParent());
        Files.copy(TestData.sample("chelsea.png"), picture);
        Object[] line = {"interpret", "--triage", "mine", "-o", "deep/run", "--no-matrices"};
        command().run(line).refused(1, "nothing to sort them by", "n90000001", "--labels", "--use-cases");
        assertThat(folder.resolve("deep")).as("of a run that was refused").doesNotExist();

        Files.writeString(folder.resolve("labels.json"),
                "{\"labels\": {\"n90000001\": {\"label\": \"Egyptian_cat\"}}}");
        command().run("interpret", "mine", "--use-cases", "labels.json").refused(2, "labels.json",
                "holds no use case");
        assertThat(folder.resolve("interpretation")).doesNotExist();
        assertThat(command().run("interpret", "--triage", "mine", "-o", "run", "--no-matrices", "--use-cases",
                "labels.json").done().out()).contains("Accuracy: 100.00 % (1 of 1)");

        List<String> synsets = new ArrayList<>(Files.readAllLines(TestData.root().resolve("models/imagenet_2012.txt")));
        synsets.set(285, "n90000001 my own cat");
        Files.write(folder.resolve("synsets.txt"), synsets);
        assertThat(command().run("interpret", "--triage", "mine", "-o", "again", "--no-matrices", "-l", "synsets.txt")
                .done().out()).contains("Accuracy: 100.00 % (1 of 1)", "Predicted class my_own_cat");
    }

    @Test
    void use_cases_that_are_not_there_leave_nothing_behind() throws IOException {
        imageNet("val");
        command().run("interpret", "imagenet", "-o", "deep/run").refused(1, "none of the 18 pictures",
                "--use-cases", "--triage");
        assertThat(folder.resolve("deep")).doesNotExist();
        Path kept = Files.createDirectories(folder.resolve("kept"));
        Files.writeString(kept.resolve("notes.txt"), "mine");
        command().run("interpret", "imagenet", "-o", "kept").refused(1, "none of the 18 pictures");
        command().run("interpret", "imagenet", "-o", "kept", "--triage", "-f", "tga").refused(2, "tga");
        assertThat(Samples.names(kept)).containsExactly("notes.txt");
    }

    private static long lines(Path journal) {
        try (Stream<String> lines = Files.lines(journal)) {
            return lines.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void await(Path journal, long lines, Running running) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (lines(journal) < lines && running.process().isAlive()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5);
        }
    }

    @Test
    void nothing_is_lost_or_done_twice_when_it_is_killed() throws Exception {
        int kills = 20;
        int pictures = 400;
        Path run = folder.resolve("run");
        Path journal = run.resolve(".pellucid/journal.jsonl");
        Object[] line = {"interpret", "--triage", "-m", SHAPES_MODEL, "shapes:4?count=" + pictures, "-o", "run",
                "--resume", "--no-matrices", "--telling", "8"};
        Random random = new Random(7);
        int killed = 0;
        for (int i = 0; i < kills; i++) {
            try (Running running = command().start(line)) {
                await(journal, lines(journal) + 1 + random.nextInt(30), running);
                killed += running.process().isAlive() ? 1 : 0;
                running.process().destroyForcibly().waitFor();
            }
        }
        assertThat(killed).as("killed at work").isGreaterThanOrEqualTo(kills / 2);
        command().run(line).done();

        Set<String> predicted = new HashSet<>();
        JsonObject manifest = manifest(run);
        for (JsonElement picture : manifest.getAsJsonArray("pictures")) {
            assertThat(predicted.add(picture.getAsJsonObject().get("sample").getAsString())).as("once").isTrue();
        }
        assertThat(predicted).hasSize(pictures);
        Set<String> explained = new HashSet<>();
        Set<String> named = new HashSet<>();
        for (JsonElement element : manifest.getAsJsonArray("explanations")) {
            JsonObject picture = element.getAsJsonObject();
            assertThat(explained.add(picture.get("use_case").getAsString() + picture.get("sample").getAsString()))
                    .as("once").isTrue();
            for (JsonElement map : picture.getAsJsonArray("maps")) {
                map.getAsJsonObject().getAsJsonArray("files").forEach(file -> named.add(file.getAsString()));
            }
        }
        assertPicturesAreWhole(run);
        List<String> found = files(run, ".jpg").stream().map(file -> run.relativize(file).toString())
                .filter(file -> !file.startsWith(".")).toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void an_interrupted_run_goes_on() throws Exception {
        Path journal = folder.resolve("run/.pellucid/journal.jsonl");
        Object[] line = {"interpret", "--triage", "-m", SHAPES_MODEL, "shapes:4?count=300", "-o", "run", "--resume",
                "--no-matrices"};
        try (Running running = command().start(line)) {
            await(journal, 20, running);
            running.signal("INT");
            assertThat(running.end().code(130).err()).contains("kept in run", "--resume");
        }
        assertThat(folder.resolve("run/manifest.json")).doesNotExist();
        command().run(line).done();
        assertThat(manifest(folder.resolve("run")).getAsJsonArray("pictures")).hasSize(300);
    }

    @Test
    void a_full_disk_costs_only_what_did_not_fit() throws Exception {
        Path disk = folder.resolve("disk");
        try (SmallDisk small = new SmallDisk(disk, "1m")) {
            miniature();
            Ended ended = command().run("interpret", "imagewoof2", "-o", disk.resolve("run")).code(1);
            assertThat(ended.errors()).last().asString().contains("full", "--resume");
            assertPicturesAreWhole(disk.resolve("run"));
            small.grow("64m");
            assertThat(command().run("interpret", "imagewoof2", "-o", disk.resolve("run"), "--resume").done().out())
                    .contains("18 pictures done, 0 failed");
            assertPicturesAreWhole(disk.resolve("run"));
        }
    }
}
