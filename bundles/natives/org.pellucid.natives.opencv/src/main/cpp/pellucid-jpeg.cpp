// JPEG to pixels and back for org.opencv.pellucid.Jpeg, with a libjpeg that uses the processor's vector instructions:
// the one inside OpenCV's library for Java was built without them and takes twice as long for the same pixels.

#include <jni.h>

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

namespace {

// Rows that go through memory of our own at a time: they stay in the processor's cache, and no Java array is pinned.
constexpr JDIMENSION ROWS = 16;

struct Errors {
    jpeg_error_mgr base;
    std::jmp_buf end;
};

void giveUp(j_common_ptr info) {
    std::longjmp(reinterpret_cast<Errors *>(info->err)->end, 1);
}

// A warning is the end too: OpenCV shall judge what is not quite right.
void giveUpOnWarning(j_common_ptr info, int level) {
    if (level < 0) {
        giveUp(info);
    }
}

void useErrors(jpeg_error_mgr *&used, Errors &errors) {
    used = jpeg_std_error(&errors.base);
    errors.base.error_exit = giveUp;
    errors.base.emit_message = giveUpOnWarning;
}

// Pixels on their way between libjpeg and a Java array.
struct Rows {
    unsigned char *memory;
    std::size_t stride;
    JSAMPROW lines[ROWS];
};

// What libjpeg's own jump out must not lose. Nothing here has a destructor: the jump would pass it by.
struct Decoder {
    jpeg_decompress_struct info;
    Errors errors;
    unsigned char *file;
    Rows rows;
};

struct Encoder {
    jpeg_compress_struct info;
    Errors errors;
    unsigned char *room;
    unsigned char *file;
    unsigned long length;
    Rows rows;
};

unsigned char *allocate(std::size_t bytes) {
    return static_cast<unsigned char *>(std::malloc(bytes));
}

bool make(Rows &rows, JDIMENSION width) {
    rows.stride = 3ul * width;
    rows.memory = allocate(ROWS * rows.stride);
    for (JDIMENSION row = 0; row < ROWS && rows.memory != nullptr; row++) {
        rows.lines[row] = rows.memory + row * rows.stride;
    }
    return rows.memory != nullptr;
}

jsize bytes(const Rows &rows, JDIMENSION count) {
    return static_cast<jsize>(count * rows.stride);
}

bool isPlain(const jpeg_decompress_struct &info, JDIMENSION width, JDIMENSION height) {
    bool colours = info.jpeg_color_space == JCS_YCbCr || info.jpeg_color_space == JCS_GRAYSCALE
        || info.jpeg_color_space == JCS_RGB;
    return colours && info.data_precision == 8 && !info.arith_code && info.image_width == width
        && info.image_height == height;
}

bool decode(JNIEnv *env, Decoder &decoder, jsize length, jbyteArray bgr, JDIMENSION width, JDIMENSION height) {
    if (setjmp(decoder.errors.end)) {
        return false;
    }
    jpeg_decompress_struct &info = decoder.info;
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, decoder.file, static_cast<unsigned long>(length));
    jpeg_read_header(&info, TRUE);
    Rows &rows = decoder.rows;
    if (!isPlain(info, width, height) || !make(rows, width)) {
        return false;
    }
    info.out_color_space = JCS_EXT_BGR;
    jpeg_start_decompress(&info);
    while (info.output_scanline < height) {
        JDIMENSION first = info.output_scanline;
        JDIMENSION count = 0;
        while (count < ROWS && info.output_scanline < height) {
            count += jpeg_read_scanlines(&info, rows.lines + count, ROWS - count);
        }
        env->SetByteArrayRegion(bgr, bytes(rows, first), bytes(rows, count),
            reinterpret_cast<const jbyte *>(rows.memory));
    }
    jpeg_finish_decompress(&info);
    return true;
}

bool encode(JNIEnv *env, Encoder &encoder, jbyteArray bgr, JDIMENSION width, JDIMENSION height, int quality) {
    if (setjmp(encoder.errors.end)) {
        return false;
    }
    jpeg_compress_struct &info = encoder.info;
    jpeg_create_compress(&info);
    // More than any file takes, of which only what is written gets memory: where libjpeg has to make room itself, it
    // forgets in case of an error what it has given back.
    encoder.length = 3ul * (width + 16) * (height + 16) + 4096;
    encoder.room = allocate(encoder.length);
    Rows &rows = encoder.rows;
    if (encoder.room == nullptr || !make(rows, width)) {
        return false;
    }
    encoder.file = encoder.room;
    jpeg_mem_dest(&info, &encoder.file, &encoder.length);
    info.image_width = width;
    info.image_height = height;
    info.input_components = 3;
    info.in_color_space = JCS_EXT_BGR;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < height) {
        JDIMENSION first = info.next_scanline;
        JDIMENSION count = height - first < ROWS ? height - first : ROWS;
        env->GetByteArrayRegion(bgr, bytes(rows, first), bytes(rows, count), reinterpret_cast<jbyte *>(rows.memory));
        for (JDIMENSION written = 0; written < count;) {
            written += jpeg_write_scanlines(&info, rows.lines + written, count - written);
        }
    }
    jpeg_finish_compress(&info);
    return true;
}

} // namespace

extern "C" JNIEXPORT jboolean JNICALL Java_org_opencv_pellucid_Jpeg_decode0(JNIEnv *env, jclass, jbyteArray file,
    jint offset, jint length, jbyteArray bgr, jint width, jint height) {
    Decoder decoder{};
    decoder.file = allocate(static_cast<std::size_t>(length) + 1);
    if (decoder.file == nullptr) {
        return JNI_FALSE;
    }
    env->GetByteArrayRegion(file, offset, length, reinterpret_cast<jbyte *>(decoder.file));
    useErrors(decoder.info.err, decoder.errors);
    bool done = decode(env, decoder, length, bgr, static_cast<JDIMENSION>(width), static_cast<JDIMENSION>(height));
    jpeg_destroy_decompress(&decoder.info);
    std::free(decoder.rows.memory);
    std::free(decoder.file);
    return done ? JNI_TRUE : JNI_FALSE;
}

extern "C" JNIEXPORT jbyteArray JNICALL Java_org_opencv_pellucid_Jpeg_encode0(JNIEnv *env, jclass, jbyteArray bgr,
    jint width, jint height, jint quality) {
    Encoder encoder{};
    useErrors(encoder.info.err, encoder.errors);
    jbyteArray answer = nullptr;
    if (encode(env, encoder, bgr, static_cast<JDIMENSION>(width), static_cast<JDIMENSION>(height), quality)) {
        answer = env->NewByteArray(static_cast<jsize>(encoder.length));
        if (answer != nullptr) {
            env->SetByteArrayRegion(answer, 0, static_cast<jsize>(encoder.length),
                reinterpret_cast<const jbyte *>(encoder.file));
        }
    }
    jpeg_destroy_compress(&encoder.info);
    std::free(encoder.rows.memory);
    std::free(encoder.room);
    return answer;
}
