package org.pellucid.dataset.folder;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pellucid.api.InputException;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;

/** Takes text files for pictures: one that begins with {@code bad} is damaged, the width of others is their length. */
final class FakeImages {
    private FakeImages() {
    }

    static ImageService images() {
        return (ImageService) Proxy.newProxyInstance(FakeImages.class.getClassLoader(),
                new Class<?>[] {ImageService.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "isPicture" -> arguments[0].toString().toLowerCase().matches(".*\\.(jpe?g|png)");
                    case "read" -> arguments.length == 2 ? picture((String) arguments[0], (byte[]) arguments[1])
                            : picture((Path) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Picture picture(Path file) throws InputException {
        try {
            return picture(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InputException(file + ": no such file", e);
        }
    }

    private static Picture picture(String name, byte[] bytes) throws InputException {
        if (bytes.length == 0 || new String(bytes, StandardCharsets.US_ASCII).startsWith("bad")) {
            throw new InputException(name + " is damaged");
        }
        return new Picture(name, bytes.length, 1, new byte[3 * bytes.length]);
    }
}
