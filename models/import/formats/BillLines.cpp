// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/BillLines.h"

#include "core/Identity.h"
#include "import/Csv.h"

#include <algorithm>
#include <initializer_list>

namespace tokenmeter
{
namespace
{

constexpr std::string_view AnthropicCosts = "anthropic-cost-csv";
constexpr std::string_view AzureCosts = "azure-cost-csv";
constexpr std::string_view FocusCosts = "focus-csv";

/// Of the first of these columns that is there; names as of plainName().
std::string otherNamed(const Charge &charge, std::initializer_list<std::string_view> names)
{
    for (const auto &[name, value] : charge.other) {
        if (std::find(names.begin(), names.end(), plainName(name)) != names.end()) {
            return value;
        }
    }
    return {};
}

bool isPassing(std::string_view plain)
{
    return plain.find("invoice") != std::string_view::npos || plain.find("status") != std::string_view::npos || plain.find("tags") != std::string_view::npos;
}

} // namespace

BillScope scopeOfBill(std::string_view format, const Charge &charge)
{
    if (format == AnthropicCosts) {
        const std::string name = charge.project + "\n" + charge.keyLabel;
        const std::string key = otherNamed(charge, {"apikeyid"});
        const std::string workspace = otherNamed(charge, {"workspaceid"});
        if (key.empty() && workspace.empty()) {
            return {{"only name\n" + name}, {"only name\n" + name, "name\n" + name}};
        }
        const std::string id = key.empty() ? "workspace\n" + workspace + "\n" + charge.keyLabel : "key\n" + key;
        return {{id, "name\n" + name}, {id, "only name\n" + name}};
    }
    if (format == AzureCosts) {
        std::string resource = otherNamed(charge, {"resourceid", "instanceid"});
        std::transform(resource.begin(), resource.end(), resource.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
        return {{resource}, {resource}};
    }
    return {};
}

std::uint64_t lineOfBill(std::string_view format, const Charge &charge)
{
    const bool isOfKeys = format == AnthropicCosts;
    const bool isReadFromNames = format == AzureCosts || format == FocusCosts; // which a mended parser reads otherwise, and which are in the key
    std::string key;
    const auto add = [&key](std::string_view text) { key.append(std::to_string(text.size())).append(":").append(text); };
    add(std::to_string(msOf(charge.from)) + "-" + std::to_string(msOf(charge.to)) + "-" + std::to_string(int(charge.category)) + "-"
        + std::to_string(isReadFromNames ? 0 : int(charge.tokenClass)));
    for (const std::string *text : {&charge.account, &charge.categoryText, &charge.service, &charge.sku, &charge.description, &charge.contextTier, &charge.region,
                                    &charge.unit, &charge.currency, &charge.user}) {
        add(*text);
    }
    if (!isReadFromNames) {
        add(charge.model);
        add(charge.tier);
    }
    if (!isOfKeys) {
        add(charge.project);
        add(charge.keyLabel);
    }
    for (const auto &[name, value] : charge.other) {
        const std::string plain = plainName(name);
        const bool isScope = isOfKeys && (plain == "apikeyid" || plain == "workspaceid");
        if (!isScope && !isPassing(plain) && !amountOf(value)) { // numbers are prices and quantities
            add(name);
            add(value);
        }
    }
    return familyOf({key});
}

} // namespace tokenmeter
