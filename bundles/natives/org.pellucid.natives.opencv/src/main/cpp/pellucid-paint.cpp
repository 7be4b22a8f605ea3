// Colours for maps, for org.opencv.pellucid.Paint: loops over pixels, which a JVM that compiles in haste makes
// slow.

#include <jni.h>

#include <algorithm>
#include <vector>

namespace {

// Pixels that are taken out of Java arrays at a time: they stay in the processor's cache, and no array is pinned.
constexpr jsize PIXELS = 4096;

using Bytes = std::vector<unsigned char>;

void get(JNIEnv *env, jbyteArray array, jsize start, jsize length, Bytes &bytes) {
    env->GetByteArrayRegion(array, start, length, reinterpret_cast<jbyte *>(bytes.data()));
}

void set(JNIEnv *env, jbyteArray array, jsize start, jsize length, const Bytes &bytes) {
    env->SetByteArrayRegion(array, start, length, reinterpret_cast<const jbyte *>(bytes.data()));
}

} // namespace

extern "C" JNIEXPORT void JNICALL Java_org_opencv_pellucid_Paint_lookUp0(JNIEnv *env, jclass, jbyteArray map,
    jbyteArray table, jint channels, jbyteArray painted) {
    Bytes colours(256 * channels);
    get(env, table, 0, 256 * channels, colours);
    Bytes values(PIXELS);
    Bytes pixels(PIXELS * channels);
    jsize length = env->GetArrayLength(map);
    for (jsize start = 0; start < length; start += PIXELS) {
        jsize count = std::min(PIXELS, length - start);
        get(env, map, start, count, values);
        unsigned char *to = pixels.data();
        for (jsize i = 0; i < count; i++) {
            const unsigned char *from = &colours[values[i] * channels];
            to = std::copy(from, from + channels, to);
        }
        set(env, painted, start * channels, count * channels, pixels);
    }
}

extern "C" JNIEXPORT void JNICALL Java_org_opencv_pellucid_Paint_blend0(JNIEnv *env, jclass, jbyteArray below,
    jbyteArray above, jdouble weight, jbyteArray blended) {
    Bytes mixed(256 * 256);
    for (int under = 0; under < 256; under++) {
        for (int over = 0; over < 256; over++) {
            mixed[256 * under + over] = static_cast<unsigned char>(under * (1 - weight) + over * weight);
        }
    }
    Bytes under(PIXELS);
    Bytes over(PIXELS);
    jsize length = env->GetArrayLength(below);
    for (jsize start = 0; start < length; start += PIXELS) {
        jsize count = std::min(PIXELS, length - start);
        get(env, below, start, count, under);
        get(env, above, start, count, over);
        for (jsize i = 0; i < count; i++) {
            under[i] = mixed[256 * under[i] + over[i]];
        }
        set(env, blended, start, count, under);
    }
}
