// Debian builds libxml2 with ICU, and its encoding.h then includes ICU's headers, whose types clash with the ICU inside Foundation.
// Nothing here touches the one struct (xmlCharEncodingHandler) whose last fields that hides.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/SAX2.h>
