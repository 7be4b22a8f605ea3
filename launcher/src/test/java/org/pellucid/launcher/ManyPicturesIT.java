package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.launcher.Command.Running;
import org.pellucid.testkit.TestData;

/** Many pictures at a time: in order, in parts, and after being killed. */
class ManyPicturesIT {
    private static final Path CAT = TestData.root().resolve("models/samples/chelsea.png");
    private static final int PICTURES = 24;
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    @BeforeEach
    void pictures() throws IOException {
        BufferedImage cat = ImageIO.read(CAT.toFile());
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < PICTURES; i++) {
            ImageIO.write(cat.getSubimage(i * 4, i * 2, 240, 200), "png",
                    pictures.resolve(String.format("cat%02d.png", i)).toFile());
        }
        Files.writeString(pictures.resolve("cat05b.png"), "no picture");
    }

    private Command command() {
        return Command.in(folder);
    }

    private static Stream<Path> files(Path root) throws IOException {
        return Files.walk(root).filter(Files::isRegularFile);
    }

    /** By path of the picture and number of the row; without what differs between runs. */
    private static TreeMap<String, JsonObject> rows(Path table) throws IOException {
        TreeMap<String, JsonObject> rows = new TreeMap<>();
        for (String line : Files.readAllLines(table)) {
            JsonObject row = JsonParser.parseString(line).getAsJsonObject();
            row.remove("milliseconds");
            assertThat(rows.put(row.get("path").getAsString() + " " + row.get("row").getAsInt(), row)).as(line)
                    .isNull();
        }
        return rows;
    }

    private static void same(Path one, Path other) throws IOException {
        List<Path> files = files(one).filter(file -> !file.toString().endsWith(".jsonl")).toList();
        assertThat(files(other).filter(file -> !file.toString().endsWith(".jsonl"))).hasSameSizeAs(files);
        for (Path file : files) {
            assertThat(other.resolve(one.relativize(file))).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void together_they_give_what_one_by_one_gives() throws IOException {
        Ended one = command()
                .run("explain", "--precision", "f32", "--jobs", 1, "-f", "npy,jpg", "-o", "one", "pictures")
                .code(1);
        Ended together = command().run("explain", "--precision", "f32", "--jobs", 5, "-f", "npy,jpg", "-o", "many",
                "pictures").code(1);
        assertThat(together.out().replace("many/", "one/")).isEqualTo(one.out());
        assertThat(together.errors()).singleElement().asString().contains("cat05b.png");
        assertThat(together.err()).contains(PICTURES + 1 + " pictures, ");
        same(folder.resolve("one"), folder.resolve("many"));
        assertThat(command().run("predict", "--precision", "f32", "--jobs", 3, "pictures").code(1).out())
                .isEqualTo(command().run("predict", "--precision", "f32", "--jobs", 1, "pictures").code(1).out());
    }

    @Test
    void parts_joined_are_the_whole() throws IOException {
        command().run("explain", "-f", "npy,jsonl", "-t", "top:2", "-o", "whole", "pictures").code(1);
        Set<String> shares = new TreeSet<>();
        for (int part = 1; part <= 3; part++) {
            command().run("explain", "-f", "npy,jsonl", "-t", "top:2", "-o", "parts", "--shard", part + "/3",
                    "pictures");
            shares.add("rows-" + part + "-of-3.jsonl");
        }
        assertThat(Samples.names(folder.resolve("parts"))).containsAll(shares);
        assertThat(command().run("merge", "-o", "all.jsonl", "parts").done().out())
                .isEqualTo("all.jsonl: 25 pictures, 49 rows, 1 failed\n");
        TreeMap<String, JsonObject> whole = rows(folder.resolve("whole/rows.jsonl"));
        assertThat(rows(folder.resolve("all.jsonl"))).hasSize(2 * PICTURES + 1).isEqualTo(whole);
        same(folder.resolve("whole"), folder.resolve("parts"));
        JsonObject row = whole.get("pictures/cat03.png 1");
        byte[] map = Base64.getDecoder().decode(row.get("map").getAsString());
        byte[] npy = Files.readAllBytes(folder.resolve("whole").resolve(
                row.getAsJsonArray("files").get(0).getAsString()));
        assertThat(map).hasSize(row.get("map_height").getAsInt() * row.get("map_width").getAsInt())
                .isEqualTo(Arrays.copyOfRange(npy, npy.length - map.length, npy.length));
        assertThat(command().run("merge", "-o", "all.jsonl", "parts").code(2).err()).contains("--overwrite");
        command().run("explain", "-f", "jsonl", "-t", "top:1", "-o", "other", "--shard", "1/3", "pictures");
        assertThat(command().run("merge", "-o", "no.jsonl", "other", "parts/rows-2-of-3.jsonl").code(2).err())
                .contains("of different runs");
        assertThat(command().run("merge", "-o", "no.jsonl", "parts", "whole").code(2).err())
                .contains("share no picture");
        assertThat(folder.resolve("no.jsonl")).doesNotExist();
    }

    @Test
    void parquet_holds_the_same_rows() throws IOException {
        command().run("explain", "-f", "jsonl,parquet", "-t", "top:2", "-o", "whole", "pictures").code(1);
        TreeMap<String, JsonObject> whole = rows(folder.resolve("whole/rows.jsonl"));
        command().run("merge", "-o", "back.jsonl", "whole/rows.parquet").done();
        assertThat(rows(folder.resolve("back.jsonl"))).hasSize(2 * PICTURES + 1).isEqualTo(whole);
        for (int part = 1; part <= 2; part++) {
            command().run("explain", "-f", "parquet", "-t", "top:2", "-o", "parts", "--shard", part + "/2",
                    "pictures");
        }
        assertThat(Samples.names(folder.resolve("parts"))).containsExactlyInAnyOrder(".pellucid",
                "rows-1-of-2.parquet", "rows-2-of-2.parquet");
        command().run("merge", "-o", "all.parquet", "parts").done();
        command().run("merge", "-o", "all.jsonl", "all.parquet").done();
        assertThat(rows(folder.resolve("all.jsonl"))).isEqualTo(whole);
        command().run("report", "-o", "lines.html", "--overwrite", "whole/rows.jsonl").done();
        assertThat(command().run("report", "-o", "parquet.html", "parts").done().out())
                .isEqualTo("parquet.html: 25 pictures, 49 rows, 1 failed\n");
        String page = Files.readString(folder.resolve("parquet.html"));
        assertThat(page).contains("cat05b.png", "Egyptian cat", "data:image/jpeg");
        assertThat(page.lines().filter(line -> line.contains("data:image")))
                .containsExactlyElementsOf(Files.readString(folder.resolve("lines.html")).lines()
                        .filter(line -> line.contains("data:image")).toList());
        assertThat(command().run("report", "-o", "parquet.html", "parts").code(2).err()).contains("--overwrite");
        Files.writeString(folder.resolve("bad.parquet"), "no table");
        assertThat(command().run("merge", "-o", "no.parquet", "bad.parquet").code(1).err()).contains("bad.parquet");
        assertThat(Samples.names(folder)).doesNotContain("no.parquet").noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void a_run_that_was_killed_again_and_again_goes_on() throws Exception {
        long seed = Long.getLong("pellucid.test.seed", 20_261_124);
        System.out.println("moments of SIGKILL: -Dpellucid.test.seed=" + seed);
        Random random = new Random(seed);
        Object[] asked = {"explain", "-f", "npy,jsonl", "-t", "top:3", "-o", "maps", "pictures"};
        List<Object> resumed = new ArrayList<>(List.of(asked));
        resumed.add("--resume");
        for (int i = 0; i < KILLS; i++) {
            try (Running running = command().start(i == 0 ? asked : resumed.toArray())) {
                running.process().waitFor(900 + random.nextInt(600), TimeUnit.MILLISECONDS);
                running.process().destroyForcibly().waitFor();
            }
        }
        command().run(resumed.toArray()).code(1);
        command().run("explain", "-f", "npy,jsonl", "-t", "top:3", "-o", "once", "pictures").code(1);
        assertThat(rows(folder.resolve("maps/rows.jsonl"))).isEqualTo(rows(folder.resolve("once/rows.jsonl")));
        same(folder.resolve("once"), folder.resolve("maps"));
        Ended last = command().run(resumed.toArray()).code(1);
        assertThat(last.err()).contains("1 pictures, 1 failed, " + PICTURES + " done before");
        resumed.set(4, "top:2");
        assertThat(command().run(resumed.toArray()).code(2).err()).contains("run with other settings");
    }
}
