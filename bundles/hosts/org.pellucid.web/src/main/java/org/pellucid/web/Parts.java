package org.pellucid.web;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.device.DeviceService;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.model.ModelLoader;

/**
 * The services that explain, all of them or none: while one is being replaced, the page stays and says so. Models stay
 * open between requests.
 */
@Component(service = Parts.class)
public final class Parts {
    private final Explainer explainer;
    private final DeviceService devices;
    private final ImageService images;
    private final Datasets datasets;
    private final OpenModels models;

    /**
     * Creates the parts.
     *
     * @param explainer explains
     * @param loader    loads models
     * @param devices   lists devices
     * @param images    decodes pictures
     * @param datasets  opens data sets
     */
    @Activate
    public Parts(@Reference Explainer explainer, @Reference ModelLoader loader, @Reference DeviceService devices,
            @Reference ImageService images, @Reference Datasets datasets) {
        this.explainer = explainer;
        this.devices = devices;
        this.images = images;
        this.datasets = datasets;
        this.models = new OpenModels(loader);
    }

    @Deactivate
    void close() {
        models.close();
    }

    /** Returns what explains. */
    public Explainer explainer() {
        return explainer;
    }

    /** Returns what lists devices. */
    public DeviceService devices() {
        return devices;
    }

    /** Returns what decodes and paints pictures. */
    public ImageService images() {
        return images;
    }

    /** Returns what opens data sets. */
    public Datasets datasets() {
        return datasets;
    }

    /** Returns the models that are open. */
    public OpenModels models() {
        return models;
    }
}
