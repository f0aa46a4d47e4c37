// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/MimeFuzz.h"

#include "core/base/Limits.h"
#include "core/mime/MimeWriter.h"
#include "core/mime/Parameters.h"

using namespace golub;
using namespace golub::mime;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::mailBytes(data, size);
    const ContentType type = parseContentType(bytes);
    fuzz::promise(!type.type.isEmpty() && !type.subtype.isEmpty(), "there is always a type");
    const ParameterizedValue disposition = parseParameters(bytes);
    for (const Parameters &params : { type.params, disposition.params }) {
        fuzz::promise(params.size() <= limits::ParametersPerField, "parameters within the limit");
        for (const Parameter &parameter : params) {
            if (parameter.value.size() > 2000) // more segments than the reader takes
                continue;
            qsizetype column = 31;
            const QByteArray written = "attachment" + encodeParameter("filename", parameter.value, column);
            fuzz::promiseFolded(written, "parameters stay inside of their field");
            fuzz::promiseEqual(parseParameters(written).params.value("filename"), sanitizedHeaderValue(parameter.value), "a parameter comes back");
        }
    }
    return 0;
}
