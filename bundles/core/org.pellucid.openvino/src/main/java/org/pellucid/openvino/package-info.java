/**
 * The OpenVINO runtime behind the model and device services.
 *
 * <p>
 * {@link org.pellucid.openvino.NativeRuntime} owns the core and counts native objects.
 * {@link org.pellucid.openvino.OpenVinoModelLoader} finds files and shares what is loaded and compiled between handles;
 * {@link org.pellucid.openvino.OpenVinoDeviceService} lists devices. Everything below them is private to the bundle.
 */
package org.pellucid.openvino;
