// A program of its own for what must not happen in the Java process: parsing a model file nobody vouches for. The
// frontends are C++ parsers, and a file can make them crash. It also does what the C API cannot: write an IR.
//
//   pellucid-model convert FRAMEWORK SOURCE SHAPE XML BIN    writes what the frontend reads as OpenVINO IR
//   pellucid-model check XML                                 reads and compiles an IR for the CPU
//
// FRAMEWORK is onnx, tf, tflite, paddle or ir. The frontend is named rather than guessed, since guessing shows the file
// to every parser. SHAPE is empty, or what the first input is reshaped to: whole numbers with commas between.
// Exit code 0: done; 1: refused, the reason is on standard error; 2: wrong usage.

#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

#include <openvino/core/graph_util.hpp>
#include <openvino/core/model.hpp>
#include <openvino/core/partial_shape.hpp>
#include <openvino/frontend/manager.hpp>
#include <openvino/runtime/core.hpp>

namespace {

ov::PartialShape parse(const std::string& shape) {
    std::vector<ov::Dimension> dimensions;
    std::stringstream text(shape);
    for (std::string size; std::getline(text, size, ',');) {
        dimensions.emplace_back(std::stoll(size));
    }
    return ov::PartialShape(dimensions);
}

void convert(const std::string& framework, const std::string& source, const std::string& shape,
             const std::string& xml, const std::string& bin) {
    ov::frontend::FrontEndManager manager;
    auto frontend = manager.load_by_framework(framework);
    if (!frontend) {
        throw std::runtime_error("the runtime has no frontend for " + framework);
    }
    auto input = frontend->load(source);
    if (!input) {
        throw std::runtime_error("the frontend does not know what it is");
    }
    auto model = frontend->convert(input);
    if (!model || model->inputs().empty() || model->outputs().empty()) {
        throw std::runtime_error("it has no input or no output");
    }
    if (!shape.empty()) {
        model->reshape({{model->input(0), parse(shape)}});
    }
    ov::serialize(model, xml, bin);
}

void check(const std::string& xml) {
    ov::Core core;
    core.compile_model(core.read_model(xml), "CPU");
}

// A file may ask for more memory than there is: that must fail here, and not make the system end another process.
void limit() {
    const rlim_t bytes = static_cast<rlim_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<rlim_t>(sysconf(_SC_PAGE_SIZE));
    const rlimit memory{bytes, bytes};
    const rlimit dump{0, 0};
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_CORE, &dump);
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> given(arguments + 1, arguments + count);
    limit();
    try {
        if (given.size() == 6 && given[0] == "convert") {
            convert(given[1], given[2], given[3], given[4], given[5]);
        } else if (given.size() == 2 && given[0] == "check") {
            check(given[1]);
        } else {
            std::cerr << "usage: pellucid-model convert FRAMEWORK SOURCE SHAPE XML BIN | check XML\n";
            return 2;
        }
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << std::endl;
        return 1;
    }
    // Static objects of the runtime have nothing to say any more: leave before they can crash.
    std::cerr.flush();
    std::_Exit(0);
}
