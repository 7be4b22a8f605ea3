package org.pellucid.rows.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses and decompresses pages in Java: writes Snappy, reads what other writers commonly use. */
final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        if (name != CompressionCodecName.SNAPPY) {
            throw new UnsupportedOperationException("rows are not written as " + name);
        }
        return new Snappy();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> new Pages((bytes, size) -> bytes);
            case GZIP -> new Pages((bytes, size) -> {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    return in.readNBytes(size);
                }
            });
            case SNAPPY -> new Pages(of(new SnappyDecompressor()));
            case ZSTD -> new Pages(of(new ZstdDecompressor()));
            case LZ4_RAW -> new Pages(of(new Lz4Decompressor()));
            default -> throw new UnsupportedOperationException(
                    "compressed by " + name + "; write it by snappy, gzip, zstd or lz4_raw");
        };
    }

    @Override
    public void release() {
        // holds nothing
    }

    private interface Step {
        byte[] apply(byte[] bytes, int size) throws IOException;
    }

    private static Step of(Decompressor decompressor) {
        return (bytes, size) -> {
            byte[] page = new byte[size];
            decompressor.decompress(bytes, 0, bytes.length, page, 0, size);
            return page;
        };
    }

    private record Pages(Step step) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(step.apply(bytes.toByteArray(), size));
        }

        @Override
        public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size) throws IOException {
            byte[] bytes = new byte[compressed];
            input.get(bytes);
            output.put(step.apply(bytes, size));
        }

        @Override
        public void release() {
            // holds nothing
        }
    }

    private static final class Snappy implements BytesInputCompressor {
        private final SnappyCompressor compressor = new SnappyCompressor();

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            byte[] page = bytes.toByteArray();
            byte[] out = new byte[compressor.maxCompressedLength(page.length)];
            return BytesInput.from(out, 0, compressor.compress(page, 0, page.length, out, 0, out.length));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.SNAPPY;
        }

        @Override
        public void release() {
            // holds nothing
        }
    }
}
