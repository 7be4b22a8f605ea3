package org.pellucid.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.InputException;

/** Archives, honest and hostile. */
class ZipArchiveTest {
    @TempDir
    private Path folder;

    private ZipArchive open(byte[] bytes) throws Exception {
        return ZipArchive.open(Files.write(folder.resolve("a.zip"), bytes), ZipLimits.DEFAULTS);
    }

    private static List<ZipItem> items(ZipArchive archive) throws InputException {
        List<ZipItem> all = new ArrayList<>();
        ZipItems items = archive.items();
        Optional<ZipItem> next;
        while ((next = items.next()).isPresent()) {
            all.add(next.get());
        }
        return all;
    }

    private static byte[] javaZip(int count, boolean stored, String comment) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setComment(comment);
            for (int i = 0; i < count; i++) {
                byte[] content = ("content " + i).repeat(i % 50).getBytes(StandardCharsets.UTF_8);
                ZipEntry entry = new ZipEntry("train/é" + i + ".txt");
                if (stored) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"false,0", "true,0", "false,3000", "true,60000"})
    void readsWhatJavaWrites(boolean stored, int commentLength) throws Exception {
        try (ZipArchive archive = open(javaZip(300, stored, "PK\5\6".repeat(commentLength / 4)))) {
            List<ZipItem> items = items(archive);
            assertThat(items).hasSize(300);
            for (int i = 0; i < 300; i++) {
                assertThat(items.get(i).name()).isEqualTo("train/é" + i + ".txt");
                assertThat(archive.bytes(items.get(i))).asString(StandardCharsets.UTF_8)
                        .isEqualTo(("content " + i).repeat(i % 50));
                assertThat(archive.item(items.get(i).position())).isEqualTo(items.get(i));
            }
        }
    }

    @Test
    void readsArchivesOfMoreThan65535EntriesAndThoseWithSomethingInFront() throws Exception {
        byte[] zip = javaZip(70_000, false, "");
        try (ZipArchive archive = open(zip)) {
            assertThat(archive.count()).isEqualTo(70_000);
            assertThat(items(archive)).hasSize(70_000);
        }
        byte[] small = javaZip(20, false, "");
        byte[] exe = new byte[small.length + 999];
        System.arraycopy(small, 0, exe, 999, small.length);
        try (ZipArchive archive = open(exe)) {
            assertThat(archive.bytes(items(archive).get(3))).asString().isEqualTo("content 3".repeat(3));
        }
    }

    @ParameterizedTest
    @CsvSource({"../x,leads out", "a/../../x,leads out", "a/..,leads out", "/etc/passwd,absolute", "C:/x,absolute",
            "C:x,absolute", "..\\x,backslash", "a//b,empty part", "./a,empty part", "'',0 characters"})
    void refusesHostileNames(String name, String message) throws Exception {
        try (ZipArchive archive = open(new ZipBuilder().add(name, "x").bytes())) {
            ZipItem item = items(archive).get(0);
            assertThat(item.refusal().orElseThrow()).contains(message);
            assertThatThrownBy(() -> archive.bytes(item)).isInstanceOf(InputException.class)
                    .hasMessageContaining(message).hasMessageContaining("a.zip");
        }
    }

    @Test
    void refusesControlCharactersAndDoesNotRepeatThem() throws Exception {
        try (ZipArchive archive = open(new ZipBuilder().add("a\u001b[2Jb", "x").bytes())) {
            ZipItem item = items(archive).get(0);
            assertThatThrownBy(() -> archive.bytes(item)).hasMessageContaining("a?[2Jb");
        }
    }

    @ParameterizedTest
    @CsvSource({"0120777,symbolic link", "0020644,neither", "0010644,neither", "0040755,neither"})
    void refusesLinksAndDevices(String octal, String message) throws Exception {
        ZipBuilder.Entry entry = ZipBuilder.entry("a", "/etc/passwd");
        entry.mode = Integer.parseInt(octal, 8);
        try (ZipArchive archive = open(new ZipBuilder().add(entry).bytes())) {
            assertThat(items(archive).get(0).refusal().orElseThrow()).contains(message);
        }
    }

    @Test
    void refusesEncryptedAndUnknownMethods() throws Exception {
        ZipBuilder.Entry encrypted = ZipBuilder.entry("a", "x");
        encrypted.flags |= 1;
        ZipBuilder.Entry lzma = ZipBuilder.entry("b", "x");
        lzma.method = 14;
        try (ZipArchive archive = open(new ZipBuilder().add(encrypted).add(lzma).bytes())) {
            assertThat(items(archive)).extracting(item -> item.refusal().orElse("")).satisfiesExactly(
                    refusal -> assertThat(refusal).contains("encrypted"),
                    refusal -> assertThat(refusal).contains("method 14"));
        }
    }

    @Test
    void neverUnpacksMoreThanTheDirectorySays() throws Exception {
        ZipBuilder.Entry shorter = ZipBuilder.entry("a", "x".repeat(1000));
        shorter.size = 10;
        ZipBuilder.Entry longer = ZipBuilder.entry("b", "x".repeat(1000));
        longer.size = 2000;
        ZipBuilder.Entry wrongSum = ZipBuilder.entry("c", "x".repeat(1000));
        wrongSum.crc ^= 1;
        ZipBuilder.Entry noise = ZipBuilder.entry("d", "x".repeat(1000));
        Arrays.fill(noise.packed, (byte) 0xff);
        ZipBuilder.Entry outside = ZipBuilder.entry("e", "x");
        outside.header = 1_000_000;
        ZipBuilder.Entry fine = ZipBuilder.entry("f", "fine");
        try (ZipArchive archive = open(new ZipBuilder().add(shorter).add(longer).add(wrongSum).add(noise).add(outside)
                .add(fine).bytes())) {
            List<ZipItem> items = items(archive);
            for (int i = 0; i < 5; i++) {
                ZipItem item = items.get(i);
                assertThatThrownBy(() -> archive.bytes(item)).as(item.name()).isInstanceOf(InputException.class)
                        .hasMessageContaining("'" + item.name() + "'");
            }
            assertThat(archive.bytes(items.get(5))).asString().isEqualTo("fine");
        }
    }

    @Test
    void refusesBombsBeforeUnpacking() throws Exception {
        byte[] bomb = new ZipBuilder().add(new ZipBuilder.Entry("zeros.png", new byte[30_000_000])).bytes();
        assertThat(bomb.length).isLessThan(50_000);
        try (ZipArchive archive = open(bomb)) {
            ZipItem item = items(archive).get(0);
            assertThatThrownBy(() -> archive.bytes(item)).hasMessageContaining("would grow");
        }
        Path file = folder.resolve("a.zip");
        try (ZipArchive archive = ZipArchive.open(file, new ZipLimits(10, 1000, 1000, 100_000))) {
            ZipItem item = items(archive).get(0);
            assertThatThrownBy(() -> archive.bytes(item)).hasMessageContaining("the limit is 1000");
        }
    }

    @Test
    void refusesTooManyEntriesWhateverIsClaimed() throws Exception {
        byte[] zip = javaZip(20, false, "");
        Path file = Files.write(folder.resolve("many.zip"), zip);
        ZipLimits limits = new ZipLimits(10, 1000, 1000, 10);
        assertThatThrownBy(() -> ZipArchive.open(file, limits)).hasMessageContaining("has 20 entries");
        zip[zip.length - 12] = 2; // claims two
        zip[zip.length - 14] = 2;
        Files.write(file, zip);
        try (ZipArchive archive = ZipArchive.open(file, limits)) {
            assertThatThrownBy(() -> items(archive)).hasMessageContaining("more than 10 entries");
        }
    }

    @Test
    void noDamageMakesItMoreThanAnInputException() throws Exception {
        byte[] good = javaZip(5, false, "");
        Random random = new Random(1);
        for (int round = 0; round < 400; round++) {
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int i = random.nextInt(4); i > 0 && bad.length > 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try (ZipArchive archive = open(bad)) {
                for (ZipItem item : items(archive)) {
                    try {
                        archive.bytes(item);
                    } catch (InputException e) {
                        assertThat(e).hasMessageContaining("a.zip");
                    }
                }
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("a.zip");
            }
        }
    }

    @Test
    void whatIsNoArchiveIsNamed() throws Exception {
        assertThatThrownBy(() -> open("<html>".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no ZIP archive");
        assertThatThrownBy(() -> open(new byte[0])).hasMessageContaining("no ZIP archive");
        assertThatThrownBy(() -> ZipArchive.open(folder, ZipLimits.DEFAULTS)).hasMessageContaining("not a file");
        assertThatThrownBy(() -> ZipArchive.open(folder.resolve("none.zip"), ZipLimits.DEFAULTS))
                .hasMessageContaining("no such file");
    }

    @Test
    void interruptedReaderDoesNotCloseTheFileForOthers() throws Exception {
        try (ZipArchive archive = open(javaZip(5, false, ""))) {
            ZipItem item = items(archive).get(4);
            Thread.currentThread().interrupt();
            archive.bytes(item);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(archive.bytes(item)).isNotEmpty();
        }
    }
}
