package org.pellucid.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.report.Report;
import org.pellucid.api.report.ReportFigure;
import org.pellucid.api.report.ReportGallery;

class HtmlReportWriterTest {
    @TempDir
    private Path folder;

    private String write(Report report, boolean assets) throws Exception {
        Path file = folder.resolve("report.html");
        new HtmlReportWriter().write(report, file, assets);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(each -> each.toString().endsWith(".tmp"))).isEmpty();
        }
        return Files.readString(file);
    }

    @Test
    void escapesWhateverLabelsAndNamesHold() throws Exception {
        String html = write(SampleReport.of(folder, 100, true), false);

        assertThat(html).doesNotContain("<script>window").doesNotContain("<img src=x");
        assertThat(html).contains("&lt;script&gt;window.hacked").contains("{{title}}");
        assertThat(html.split("<script", -1)).hasSize(2);
    }

    @Test
    void embedsPictures() throws Exception {
        String html = write(SampleReport.of(folder, 10, false), false);

        assertThat(html).contains("src=\"data:image/jpeg;base64,").doesNotContain("src=\"./");
    }

    @Test
    void linksPicturesInAFolder() throws Exception {
        String html = write(SampleReport.of(folder, 10, true), true);

        assertThat(html).contains("src=\"./assets/photo%200%27%3C%26.jpg\"").doesNotContain("data:image");
    }

    @Test
    void neverLetsAFileNameBecomeAScheme() {
        Images images = new Images(folder, true);

        assertThat(images.href(folder.resolve("javascript:alert(1).jpg"))).isEqualTo("./javascript%3Aalert%281%29.jpg");
        assertThat(images.href(folder.resolve("a/../b ü.jpg"))).isEqualTo("./b%20%C3%BC.jpg");
        assertThat(images.href(folder.resolveSibling("x.jpg"))).isEqualTo("./../x.jpg");
    }

    @Test
    void saysWhichPictureIsMissing() throws Exception {
        Report report = SampleReport.of(folder, 10, false);
        Files.delete(folder.resolve("assets/photo 3.jpg"));

        assertThatThrownBy(() -> write(report, false)).isInstanceOf(InputException.class)
                .hasMessageContaining("photo 3.jpg is missing");
        assertThat(folder.resolve("report.html")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void showsAnEmptyRun() throws Exception {
        Report empty = new Report("Nothing", List.of(), List.of(), List.of(), List.of(), List.of());

        assertThat(write(empty, false)).contains("<h1>Nothing</h1>");
    }

    @Test
    void saysThatTheFolderIsMissing() {
        Report empty = new Report("Nothing", List.of(), List.of(), List.of(), List.of(), List.of());
        Path file = folder.resolve("gone/report.html");

        assertThatThrownBy(() -> new HtmlReportWriter().write(empty, file, false)).isInstanceOf(OutputException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("gone"));
    }

    @Test
    void keepsIdsApart() throws Exception {
        Path picture = Files.write(folder.resolve("x.jpg"), new byte[1]);
        List<ReportFigure> figures = Stream.of("\u00e91", "\u0e91", "_e9_1", "a b", "a_b")
                .map(id -> new ReportFigure(id, "", picture, 1, 1, List.of(), List.of(), Optional.empty())).toList();
        String html = write(new Report("Ids", List.of(), List.of(), List.of(),
                List.of(new ReportGallery("All", Optional.empty(), figures)), List.of()), false);

        assertThat(Pattern.compile("<figure class=\"shown\" id=\"([A-Za-z0-9_-]+)\"").matcher(html).results()
                .map(found -> found.group(1)).distinct()).hasSize(figures.size());
    }
}
